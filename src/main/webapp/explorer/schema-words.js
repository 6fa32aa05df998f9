/** How deep the members of members are told. */
const DEPTH = 4;

/**
 * The members of an object's schema, each with what a person has to know of it.
 *
 * @param {ApiDocument} document
 * @param {object} schema of an object, or of a list of objects
 * @returns {{name: string, kind: string, required: boolean, description: string, members: object[]}[]}
 */
export function membersOf(document, schema, depth = DEPTH) {
  const resolved = inner(document, schema);
  if (depth === 0 || !resolved?.properties) {
    return [];
  }
  return Object.entries(resolved.properties).map(([name, member]) => ({
    name,
    kind: kindOf(document, member),
    required: resolved.required?.includes(name) ?? false,
    description: document.resolve(choice(document, member)).description ?? '',
    members: membersOf(document, member, depth - 1),
  }));
}

/** What a value may be, in a few words: `text, 1 to 128 characters, or null`. */
export function kindOf(document, schema) {
  const chosen = document.resolve(choice(document, schema));
  const mayBeNull = [...(document.resolve(schema).anyOf ?? []), chosen].some(({ type }) =>
    [type].flat().includes('null'),
  );
  return words(document, chosen) + (mayBeNull ? ', or null' : '');
}

/** What a value is that may also be null. */
function choice(document, schema) {
  const { anyOf, allOf } = document.resolve(schema) ?? {};
  return anyOf?.find(({ type }) => type !== 'null') ?? allOf?.[0] ?? schema;
}

function inner(document, schema) {
  const chosen = document.resolve(choice(document, schema));
  if (chosen?.items) {
    return inner(document, chosen.items);
  }
  return typeof chosen?.additionalProperties === 'object'
    ? inner(document, chosen.additionalProperties)
    : chosen;
}

function words(document, schema) {
  if ('const' in schema) {
    return `always ${JSON.stringify(schema.const)}`;
  }
  if (schema.enum) {
    return `one of ${schema.enum.filter((word) => word !== null).join(', ')}`;
  }
  const type = [schema.type].flat().find((name) => name !== 'null');
  switch (type) {
    case 'string':
      return `text${range(schema.minLength, schema.maxLength, 'characters')}`;
    case 'integer':
      return `whole number${range(schema.minimum, schema.maximum)}`;
    case 'number':
      return `number${range(schema.minimum, schema.maximum)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `list${range(schema.minItems, schema.maxItems, 'items')}: ${kindOf(document, schema.items)}`;
    default:
      return 'object';
  }
}

function range(min, max, unit = '') {
  const of = unit && ` ${unit}`;
  if (min !== undefined && max !== undefined) {
    return `, ${min} to ${max}${of}`;
  }
  if (max !== undefined) {
    return `, at most ${max}${of}`;
  }
  return min ? `, ${min} or more${of}` : '';
}
