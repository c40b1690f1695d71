/** Which distribution brings a module along, and which Pythons have it themselves. */

/** Of modules that are named otherwise than their distribution. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  attr: 'attrs',
  bs4: 'beautifulsoup4',
  Crypto: 'pycryptodome',
  cv2: 'opencv-python',
  dateutil: 'python-dateutil',
  // For Pythons that have it no more.
  distutils: 'setuptools',
  docx: 'python-docx',
  dotenv: 'python-dotenv',
  faiss: 'faiss-cpu',
  fitz: 'PyMuPDF',
  git: 'GitPython',
  'google.api': 'googleapis-common-protos',
  'google.generativeai': 'google-generativeai',
  'google.oauth2': 'google-auth',
  'google.protobuf': 'protobuf',
  'google.rpc': 'googleapis-common-protos',
  googleapiclient: 'google-api-python-client',
  jose: 'python-jose',
  jwt: 'PyJWT',
  kafka: 'kafka-python',
  ldap: 'python-ldap',
  Levenshtein: 'python-Levenshtein',
  magic: 'python-magic',
  MySQLdb: 'mysqlclient',
  OpenSSL: 'pyOpenSSL',
  osgeo: 'GDAL',
  PIL: 'Pillow',
  pkg_resources: 'setuptools',
  pptx: 'python-pptx',
  psycopg2: 'psycopg2-binary',
  pymssql: 'pymssql',
  pythoncom: 'pywin32',
  serial: 'pyserial',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn',
  slugify: 'python-slugify',
  socks: 'PySocks',
  telegram: 'python-telegram-bot',
  usb: 'pyusb',
  win32api: 'pywin32',
  win32com: 'pywin32',
  yaml: 'PyYAML',
  zmq: 'pyzmq',
};

/** Modules that distributions share: their next name tells which of them it is. */
const NAMESPACES: ReadonlySet<string> = new Set([
  'azure',
  'azure.mgmt',
  'azure.storage',
  'backports',
  'google',
  'google.cloud',
  'jaraco',
  'ruamel',
  'sphinxcontrib',
  'zope',
]);

/**
 * What to require so that a module can be imported, by as much of its name as is known to matter. Undefined where the name
 * does not tell.
 *
 * @param module with dots, also of what is imported from it
 */
export function findDistribution(module: string): string | undefined {
  const steps = module.split('.');
  for (let count = steps.length; count > 0; count--) {
    const name = steps.slice(0, count).join('.');
    if (Object.hasOwn(DISTRIBUTIONS, name)) return DISTRIBUTIONS[name];
    if (!NAMESPACES.has(name)) continue;
    const next = steps[count];
    return next === undefined || next === '*' ? undefined : toDistribution(`${name}.${next}`);
  }
  return toDistribution(steps[0] ?? '');
}

/** What of the name is worth telling: of a namespace all that is imported. */
export function shortenModule(module: string): string {
  const [name = ''] = module.split('.');
  return NAMESPACES.has(name) ? module : name;
}

function toDistribution(module: string): string {
  return module.replaceAll(/[_.]/g, '-');
}

const SINCE: Readonly<Record<string, string>> = {
  annotationlib: '3.14',
  compression: '3.14',
  contextvars: '3.7',
  dataclasses: '3.7',
  graphlib: '3.9',
  tomllib: '3.11',
  zoneinfo: '3.9',
};
const UNTIL: Readonly<Record<string, string>> = {
  asynchat: '3.11',
  asyncore: '3.11',
  cgi: '3.12',
  crypt: '3.12',
  distutils: '3.11',
  imp: '3.11',
  nntplib: '3.12',
  pipes: '3.12',
  smtpd: '3.11',
  telnetlib: '3.12',
};

/** `since 3.11`, `until 3.12`: which Pythons have a module in their standard library that others have not. */
function findStandardVersions(module: string): string | undefined {
  const [name = ''] = module.split('.');
  if (Object.hasOwn(SINCE, name)) return `since ${SINCE[name]}`;
  return Object.hasOwn(UNTIL, name) ? `until ${UNTIL[name]}` : undefined;
}

/** What to do about a module that a virtualenv task cannot import. */
export function adviseOnModule(module: string): string {
  const name = shortenModule(module);
  const versions = findStandardVersions(module);
  const distribution = findDistribution(module);
  if (distribution === undefined)
    return `Several distributions have a part of ${name}: require the one that has what is imported.`;
  const require = `dd '${distribution}' to the \`requirements\` of the task.`;
  if (versions === undefined) return `A${require}`;
  const ask = `Python has ${name} ${versions}: ask for such a version by \`python\``;
  return Object.hasOwn(DISTRIBUTIONS, name) ? `${ask}, or a${require}` : `${ask}.`;
}
