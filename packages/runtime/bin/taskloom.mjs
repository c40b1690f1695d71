#!/usr/bin/env node
// The `taskloom` command. A file of its own, so that package managers can link it before the first build.
import '../dist/cli/main.js';
