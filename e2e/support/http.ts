// A client that sends exactly what a test says: no cookie jar, no redirects followed, no headers of its own.
import http from 'node:http';

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** As sent, names and values in turn. */
  rawHeaders: string[];
  body: string;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** For streams, which do not end: read until this was said, at most `readMs`. */
  until?: string;
  readMs?: number;
}

export function ask(
  url: string,
  { method = 'GET', headers = {}, body, readMs, until }: Asked = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const request = http.request(
      {
        host: '127.0.0.1',
        port: target.port,
        // As written: URL would tidy up what some tests mean to be odd.
        path: url.slice(target.origin.length) || '/',
        method,
        agent: false,
        headers: {
          Host: target.host,
          ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        const done = (): void => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            rawHeaders: response.rawHeaders,
            body: Buffer.concat(chunks).toString('utf8'),
          });
        };
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (until === undefined) return;
          const said = Buffer.concat(chunks).toString('utf8');
          if (!said.includes(until) || !said.endsWith('\n\n')) return;
          done();
          request.destroy();
        });
        response.on('end', done);
        response.on('error', reject);
        if (readMs !== undefined) {
          setTimeout(() => {
            done();
            request.destroy();
          }, readMs).unref();
        }
      },
    );
    request.setTimeout(30_000, () => request.destroy(new Error(`${method} ${url} got no answer in 30 s`)));
    request.on('error', reject);
    request.end(body);
  });
}

/** The body of a form a browser would send as multipart/form-data, which server actions take. */
export function multipart(fields: readonly (readonly [string, string])[]): {
  body: string;
  headers: Record<string, string>;
} {
  const boundary = '----holdfast-e2e-boundary';
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    body: `${parts.join('')}--${boundary}--\r\n`,
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  };
}

export function json(value: unknown): { body: string; headers: Record<string, string> } {
  return { body: JSON.stringify(value), headers: { 'Content-Type': 'application/json' } };
}
