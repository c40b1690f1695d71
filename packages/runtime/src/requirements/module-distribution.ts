/** Which distribution brings a module along, and which Pythons have it themselves. */

/** Of modules that are named otherwise than their distribution. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  attr: 'attrs',
  bs4: 'beautifulsoup4',
  Crypto: 'pycryptodome',
  cv2: 'opencv-python',
  dateutil: 'python-dateutil',
  docx: 'python-docx',
  dotenv: 'python-dotenv',
  faiss: 'faiss-cpu',
  fitz: 'PyMuPDF',
  git: 'GitPython',
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

/** What to require so that a module can be imported: by its first name, which most distributions share. */
export function findDistribution(module: string): string {
  const [name = ''] = module.split('.');
  return Object.hasOwn(DISTRIBUTIONS, name) ? (DISTRIBUTIONS[name] ?? name) : name.replaceAll('_', '-');
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
  const versions = findStandardVersions(module);
  const distribution = findDistribution(module);
  if (versions !== undefined) return `Python has ${module} ${versions}: ask for such a version by \`python\`.`;
  return `Add '${distribution}' to the \`requirements\` of the task.`;
}
