/** A project that builds its own wheel, so that it needs nothing from an index. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BACKEND = `
import ast, os, re, zipfile

def pack(folder, files):
    text = open("pyproject.toml").read()
    requires = ast.literal_eval(re.search("dependencies = (.*)", text).group(1))
    info = "own-1.0.dist-info/"
    metadata = ["Metadata-Version: 2.1", "Name: own", "Version: 1.0"] + ["Requires-Dist: " + one for one in requires]
    files[info + "METADATA"] = "\\n".join(metadata) + "\\n"
    files[info + "WHEEL"] = "Wheel-Version: 1.0\\nGenerator: own\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
    files[info + "RECORD"] = "".join(name + ",,\\n" for name in list(files) + [info + "RECORD"])
    name = "own-1.0-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
    return name

def build_wheel(folder, config_settings=None, metadata_directory=None):
    return pack(folder, {"own.py": open("own.py").read()})

def build_editable(folder, config_settings=None, metadata_directory=None):
    return pack(folder, {"own.pth": os.getcwd() + "\\n"})
`;

/** The distribution `own` 1.0, whose module has `version`. @param requires what it depends on */
export function writeProject(folder: string, version: number, requires: readonly string[] = []): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'backend.py'), BACKEND);
  const project = [
    '[build-system]',
    'requires = []',
    'build-backend = "backend"',
    'backend-path = ["."]',
    '[project]',
    'name = "own"',
    'version = "1.0"',
    `dependencies = ${JSON.stringify(requires)}`,
    '',
  ];
  writeFileSync(join(folder, 'pyproject.toml'), project.join('\n'));
  writeFileSync(join(folder, 'own.py'), `version = ${version}\n`);
}
