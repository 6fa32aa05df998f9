const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The hub's OpenAPI document, as a page needs it to show it and to try calls on. */
export class ApiDocument {
  #json;

  /** @param {object} json as `/openapi` gives it */
  constructor(json) {
    this.#json = json;
  }

  get title() {
    return this.#json.info.title;
  }

  get version() {
    return this.#json.info.version;
  }

  /**
   * The operations by their tags, in the document's order of tags.
   *
   * @returns {{name: string, description: string, operations: Operation[]}[]}
   */
  get groups() {
    const groups = this.#json.tags.map(({ name, description = '' }) => ({
      name,
      description,
      operations: [],
    }));
    for (const [path, methods] of Object.entries(this.#json.paths)) {
      for (const method of METHODS.filter((name) => name in methods)) {
        const operation = this.#operation(path, method, methods[method]);
        groups.find(({ name }) => name === operation.tag)?.operations.push(operation);
      }
    }
    return groups.filter(({ operations }) => operations.length > 0);
  }

  /** What a reference points at, with what stands beside it; what is none is itself. */
  resolve(node) {
    if (!node?.$ref) {
      return node;
    }
    const found = node.$ref
      .slice('#/'.length)
      .split('/')
      .reduce((at, name) => at?.[name.replaceAll('~1', '/').replaceAll('~0', '~')], this.#json);
    const { $ref, ...beside } = node;
    return { ...this.resolve(found), ...beside };
  }

  /**
   * @typedef {object} Operation
   * @property {string} id
   * @property {string} method in capitals
   * @property {string} path with parameters in braces
   * @property {object[]} parameters resolved, their schemas too
   * @property {{type: string, schema: object, example: unknown} | null} body its type is
   *   application/json, or multipart/form-data for a file
   * @property {{status: string, description: string, types: string[], schema: object | null}[]} answers
   */
  #operation(path, method, json) {
    const content = this.resolve(json.requestBody)?.content ?? {};
    const [type] = Object.keys(content);
    const body = type ? content[type].schema : null;
    return {
      id: json.operationId,
      tag: json.tags[0],
      method: method.toUpperCase(),
      path,
      summary: json.summary,
      description: json.description ?? '',
      parameters: (json.parameters ?? []).map((parameter) => {
        const resolved = this.resolve(parameter);
        return { ...resolved, schema: this.resolve(resolved.schema) };
      }),
      body: body && { type, schema: body, example: this.resolve(body).examples?.[0] ?? {} },
      answers: Object.entries(json.responses).map(([status, response]) => {
        const { description, content = {} } = this.resolve(response);
        const [media] = Object.values(content);
        return { status, description, types: Object.keys(content), schema: media?.schema ?? null };
      }),
    };
  }
}
