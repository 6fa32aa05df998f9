/**
 * What is to be sent for an operation.
 *
 * @param {Operation} operation
 * @param {Map<string, string>} values of the parameters, by their names; empty ones are left out
 * @param {string | File | null} body
 * @returns {{method: string, path: string, headers: Record<string, string>,
 *   body: string | FormData | null}}
 */
export function requestFor(operation, values, body) {
  let { path } = operation;
  const query = new URLSearchParams();
  const headers = { Accept: accepted(operation) };
  for (const parameter of operation.parameters) {
    const value = values.get(parameter.name) ?? '';
    if (parameter.in === 'path') {
      path = path.replace(`{${parameter.name}}`, encodeURIComponent(value));
    } else if (value !== '' && parameter.in === 'query') {
      query.set(parameter.name, value);
    } else if (value !== '') {
      headers[parameter.name] = value;
    }
  }
  const search = query.toString();
  const request = { method: operation.method, path: search ? `${path}?${search}` : path, headers };
  if (operation.body?.type === 'multipart/form-data') {
    const form = new FormData();
    if (body !== null) {
      form.set('file', body);
    }
    return { ...request, body: form };
  }
  if (body !== null) {
    headers['Content-Type'] = operation.body.type;
  }
  return { ...request, body };
}

function accepted({ answers }) {
  const types = answers.find(({ status }) => status.startsWith('2'))?.types ?? [];
  return types[0] ?? 'application/json';
}

/** The same request for a terminal. The credential stays out of it: it is in a variable. */
export function curl({ method, path, headers, body }, origin) {
  const parts = ['curl', ...(path.startsWith('/api/v1/events') ? ['-N'] : ['-s'])];
  if (method !== 'GET' && !(method === 'POST' && body !== null)) {
    parts.push('-X', method);
  }
  parts.push(quoted(origin + path), '-H', '"X-API-Key: $PARLEY_KEY"');
  for (const [name, value] of Object.entries(headers)) {
    if (name !== 'Accept' || value !== 'application/json') {
      parts.push('-H', quoted(`${name}: ${value}`));
    }
  }
  if (body instanceof FormData) {
    parts.push('-F', quoted(`file=@${body.get('file')?.name ?? 'FILE'}`));
  } else if (body !== null) {
    parts.push('-d', quoted(body));
  }
  return parts.join(' ');
}

function quoted(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
