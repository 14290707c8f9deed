// A PIM behind a web server, as administrators put it there: the site without
// CORS, into which the lines of a recipe go.

import type { Place, Site } from "./servers.ts";

/** Where the demo PIM answers by HTTP and by FastCGI. */
export interface Upstream {
  readonly http: string;
  readonly fcgi: string;
}

/** A way to run a PIM: what it is called, for which recipe, and the site with lines in it. */
export interface Setup {
  readonly name: string;
  readonly recipe: "nginx" | "apache" | "apache-fpm" | "caddy";
  readonly site: (to: Upstream, lines?: string) => Site;
  /** A header that the site adds by itself, and must not lose. */
  readonly own: readonly [name: string, value: string];
}

const frame = ["X-Frame-Options", "SAMEORIGIN"] as const;

/** The lines of nginx's recipe that have to stand where other add_header lines do. */
export function addHeaders(recipe: string): string {
  return (recipe.match(/^add_header .*$/gm) ?? []).join("\n");
}

/** As the installation guide has it: everything that is no file goes to index.php. */
export const frontController = `RewriteEngine On
RewriteCond %{REQUEST_FILENAME} !-f
RewriteRule ^(.*)$ index.php [QSA,L]`;

/** The folder of a PIM; the rules may stand in its .htaccess as well. */
export const directory = (rules: string) => (at: Place) => `<Directory ${at.folder}/public>\nAllowOverride All\nRequire all granted\n${rules}\n</Directory>`;

/** Apache with PHP-FPM, which keeps Authorization to itself unless it is told otherwise. */
export function apacheFPM({ fcgi }: Upstream, lines = "", folder = directory(frontController)): Site {
  return {
    kind: "apache",
    lines: (at) => `Header always set X-Frame-Options SAMEORIGIN\n${lines}\n${folder(at)}\n<FilesMatch \\.php$>\n    SetHandler "proxy:fcgi://${fcgi}"\n</FilesMatch>`,
  };
}

/** nginx with PHP-FPM; more stands in the location of index.php. */
export function nginxFPM({ fcgi }: Upstream, lines = "", more = ""): Site {
  return {
    kind: "nginx",
    lines: () => `
    ${lines}
    location / { try_files $uri /index.php$is_args$args; }
    location ~ ^/index\\.php(/|$) {
      fastcgi_pass ${fcgi};
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      ${more}
      internal;
    }`,
  };
}

export function nginxProxy({ http }: Upstream, lines = "", more = ""): Site {
  return { kind: "nginx", lines: () => `add_header X-Frame-Options SAMEORIGIN always;\n${lines}\nlocation / {\n  proxy_pass ${http};\n  proxy_set_header Host $http_host;\n${more}\n}` };
}

export const setups: readonly Setup[] = [
  { name: "nginx, proxy_pass, with headers of the server", recipe: "nginx", own: frame, site: nginxProxy },
  {
    name: "nginx, fastcgi_pass, with headers of the location",
    recipe: "nginx",
    own: ["X-Content-Type-Options", "nosniff"],
    site: (to, lines) => nginxFPM(to, lines, `add_header X-Content-Type-Options nosniff always;\n${addHeaders(lines ?? "")}`),
  },
  {
    name: "Apache, mod_proxy_http",
    recipe: "apache",
    own: frame,
    site: ({ http }, lines = "") => ({ kind: "apache", lines: () => `Header always set X-Frame-Options SAMEORIGIN\n${lines}\nProxyPreserveHost On\nProxyPass / ${http}/` }),
  },
  {
    name: "Apache, mod_proxy_fcgi, that hands Authorization on already",
    recipe: "apache",
    own: frame,
    site: (to, lines = "") => apacheFPM(to, `SetEnvIf Authorization .+ HTTP_AUTHORIZATION=$0\n${lines}`),
  },
  { name: "Apache, mod_proxy_fcgi, that keeps Authorization", recipe: "apache-fpm", own: frame, site: apacheFPM },
  {
    name: "Apache, mod_proxy_fcgi by FallbackResource",
    recipe: "apache-fpm",
    own: frame,
    site: (to, lines) => apacheFPM(to, lines, directory("FallbackResource /index.php")),
  },
  {
    name: "Caddy, reverse_proxy",
    recipe: "caddy",
    own: frame,
    site: ({ http }, lines = "") => ({ kind: "caddy", lines: () => `header X-Frame-Options SAMEORIGIN\n${lines}\nreverse_proxy ${http}` }),
  },
  {
    name: "Caddy, php_fastcgi, in a block",
    recipe: "caddy",
    own: frame,
    site: ({ fcgi }, lines = "") => ({ kind: "caddy", lines: () => `header X-Frame-Options SAMEORIGIN\nhandle {\n${lines}\nphp_fastcgi ${fcgi}\nfile_server\n}` }),
  },
];
