/**
 * Lets git into repositories that want a user and a password. In a URL they would be on the command line of git, for
 * everybody on the machine to read; git asks a program for them instead.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asksByGit, type LocatedUrl, listUrls, locateUrl } from '../resolution/url-credentials.js';
import type { InstallerOrder } from './installer.js';

/** Environment variables for git, and for what starts it. The program that they name has the credentials in it. */
export async function describeGitAccess({ request, scratch }: InstallerOrder): Promise<Record<string, string>> {
  const lines = [...request.requirements, ...request.constraints];
  const guarded = lines
    .flatMap(listUrls)
    .map(locateUrl)
    .filter((one) => one.userinfo !== undefined && asksByGit(one));
  if (guarded.length === 0) return {};
  const file = join(scratch, 'git-askpass');
  await writeFile(file, formatAskpass(guarded), { mode: 0o700 });
  return {
    GIT_ASKPASS: file,
    GIT_TERMINAL_PROMPT: '0',
    // Not the helpers that the user has: what the requirement says counts. And git asks for each repository apart.
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'credential.helper',
    GIT_CONFIG_VALUE_0: '',
    GIT_CONFIG_KEY_1: 'credential.useHttpPath',
    GIT_CONFIG_VALUE_1: 'true',
  };
}

/**
 * git asks `Username for 'https://host/path': `, then `Password for 'https://user@host/path': `. One before 2.31 does not
 * know the variables above, and leaves the path out.
 */
function formatAskpass(guarded: readonly LocatedUrl[]): string {
  const exact = guarded.flatMap((one) => formatAnswers(one, `${one.host}${decode(one.path)}'`));
  const byHost = guarded.flatMap((one) => formatAnswers(one, `${one.host}'`));
  return ['#!/bin/sh', 'case "$1" in', ...exact, ...byHost, 'esac', ''].join('\n');
}

function formatAnswers({ userinfo = '' }: LocatedUrl, place: string): readonly string[] {
  const [user = '', password = ''] = userinfo.split(/:(.*)/s).map((part) => decode(expand(part)));
  return [
    `Username*${quote(`://${place}`)}*) printf '%s\\n' ${quote(user)};;`,
    `Password*${quote(`@${place}`)}*) printf '%s\\n' ${quote(password)};;`,
  ];
}

/** As pip and uv do it in a requirements file: `${TOKEN}` is the variable's value. */
function expand(text: string): string {
  return text.replace(/\$\{([A-Z0-9_]+)\}/g, (written, name: string) => process.env[name] ?? written);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
