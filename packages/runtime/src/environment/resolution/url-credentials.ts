/**
 * Users and passwords in URLs. What is kept has none in it: they are taken from the requirement that names the same
 * place, however it is spelled.
 */

export interface LocatedUrl {
  /** `git+https` */
  readonly scheme: string;
  /** As it is written: `ci:secret`, `token`; undefined where there is neither user nor password. */
  readonly userinfo: string | undefined;
  /** With its port where that is not the scheme's own. */
  readonly host: string;
  /** From the slash on, without revision and slashes at its end. */
  readonly path: string;
  /** Of a repository: what stands behind the path's `@`. */
  readonly revision: string | undefined;
  /** Query and fragment. */
  readonly rest: string;
}

const URL = /[a-z][a-z0-9+.-]*:\/\/\S+/gi;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: ':80', https: ':443', ssh: ':22' };

export function listUrls(line: string): readonly string[] {
  return line.match(URL) ?? [];
}

/** @param url absolute, of any scheme */
export function locateUrl(url: string): LocatedUrl {
  const parts = /^([^:]+):\/\/(?:([^\s/"]*)@)?([^/?#]*)([^?#]*)(.*)$/s.exec(url) ?? [];
  const [, scheme = '', userinfo, host = '', place = '', rest = ''] = parts;
  const [, path = '', revision] = (scheme.includes('+') ? /^(.*)@([^@]*)$/s : /^(.*)$/s).exec(place) ?? ['', place];
  const port = DEFAULT_PORTS[scheme.toLowerCase().replace(/^.*\+/, '')] ?? '';
  return {
    scheme: scheme.toLowerCase(),
    userinfo,
    host: port !== '' && host.endsWith(port) ? host.slice(0, -port.length).toLowerCase() : host.toLowerCase(),
    path: path.replace(/\/+$/, ''),
    revision,
    rest,
  };
}

/**
 * A line with the credentials that the requested lines have for its URLs, and without those that nobody knows. git asks
 * for its own: on a command line of git's everybody could read them.
 */
export function restoreCredentials(line: string, requested: readonly string[]): string {
  const located = requested.flatMap(listUrls).map(locateUrl);
  const known = new Map(
    located.filter(({ userinfo }) => userinfo !== undefined).map((one) => [nameSource(one), one.userinfo]),
  );
  return line.replace(URL, (url) => {
    const one = locateUrl(url);
    return replaceUserinfo(url, asksByGit(one) ? undefined : known.get(nameSource(one)));
  });
}

/** Whether git fetches it in a way in which it asks for user and password. */
export function asksByGit({ scheme }: LocatedUrl): boolean {
  return scheme === 'git+https' || scheme === 'git+http';
}

/** @param userinfo undefined: none */
function replaceUserinfo(url: string, userinfo: string | undefined): string {
  return url.replace(/:\/\/(?:[^\s/"]*@)?/, () => `://${userinfo === undefined ? '' : `${userinfo}@`}`);
}

function nameSource({ scheme, host, path }: LocatedUrl): string {
  return `${scheme}://${host}${path}`;
}
