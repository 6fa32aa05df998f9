import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiDocument } from './explorer/document.js';
import { curl, requestFor } from './explorer/request.js';
import { kindOf, membersOf } from './explorer/schema-words.js';

const DOCUMENT = new ApiDocument({
  info: { title: 'Parley', version: '1' },
  tags: [{ name: 'Empty' }, { name: 'Things', description: 'Of all kinds' }],
  paths: {
    '/things/{id}': {
      post: {
        operationId: 'change',
        tags: ['Things'],
        summary: 'Changes a thing',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { $ref: '#/components/schemas/Id' } },
          { $ref: '#/components/parameters/key' },
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 5 } },
        ],
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
        },
        responses: {
          200: {
            description: 'OK',
            content: { 'text/plain': { schema: { type: 'string' } } },
          },
          404: { $ref: '#/components/responses/gone', description: 'There is no such thing.' },
        },
      },
    },
  },
  components: {
    parameters: { key: { name: 'Key', in: 'header', schema: { type: 'string' } } },
    responses: { gone: { description: 'Not there.', content: {} } },
    schemas: {
      Id: { type: 'string', minLength: 1, maxLength: 128, description: 'A name.' },
      Thing: {
        type: 'object',
        required: ['names'],
        properties: {
          names: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Id' } },
          parent: { anyOf: [{ $ref: '#/components/schemas/Thing' }, { type: 'null' }] },
          colour: { type: ['string', 'null'], enum: ['red', 'blue', null] },
        },
        examples: [{ names: ["it's"] }],
      },
    },
  },
});

const [{ operations: OPERATIONS }] = DOCUMENT.groups;
const [CHANGE] = OPERATIONS;

test('operations stand under their tags, tags without any are left out', () => {
  assert.deepEqual(
    DOCUMENT.groups.map(({ name, description }) => [name, description]),
    [['Things', 'Of all kinds']],
  );
  assert.equal(CHANGE.method, 'POST');
  assert.equal(CHANGE.body.type, 'application/json');
  assert.deepEqual(CHANGE.body.example, { names: ["it's"] });
});

test('what stands beside a reference counts before what it points at', () => {
  const descriptions = CHANGE.answers.map(({ description }) => description);
  assert.deepEqual(descriptions, ['OK', 'There is no such thing.']);
});

test('a request has its parameters where they belong, without the empty ones', () => {
  const values = new Map([
    ['id', 'a/b c'],
    ['Key', 'k'],
    ['limit', ''],
  ]);
  const request = requestFor(CHANGE, values, '{}');
  assert.equal(request.path, '/things/a%2Fb%20c');
  assert.deepEqual(request.headers, {
    Accept: 'text/plain',
    Key: 'k',
    'Content-Type': 'application/json',
  });
  assert.equal(requestFor(CHANGE, new Map([['limit', '3']]), null).path, '/things/?limit=3');
});

test('a shell reads the command as it is meant', () => {
  const request = requestFor(CHANGE, new Map([['id', '1']]), `{"names":["it's $HOME"]}`);
  assert.equal(
    curl(request, 'http://hub'),
    `curl -s 'http://hub/things/1' -H "X-API-Key: $PARLEY_KEY" -H 'Accept: text/plain'` +
      ` -H 'Content-Type: application/json' -d '{"names":["it'\\''s $HOME"]}'`,
  );
});

test('a file is sent as a form, whose type the browser makes', () => {
  const upload = { ...CHANGE, body: { type: 'multipart/form-data' } };
  const request = requestFor(upload, new Map([['id', '1']]), new File(['x'], "it's.txt"));
  assert.equal(request.headers['Content-Type'], undefined);
  assert.equal(request.body.get('file').name, "it's.txt");
  assert.match(curl(request, 'http://hub'), / -F 'file=@it'\\''s.txt'$/);
  assert.match(curl(requestFor(upload, new Map(), null), 'http://hub'), / -F 'file=@FILE'$/);
});

test('members are told in words, as deep as is of use', () => {
  const [names, parent, colour] = membersOf(DOCUMENT, { $ref: '#/components/schemas/Thing' }, 2);
  assert.equal(names.kind, 'list, 1 or more items: text, 1 to 128 characters');
  assert.equal(names.required, true);
  assert.equal(parent.kind, 'object, or null');
  assert.equal(parent.required, false);
  assert.deepEqual(
    parent.members.map(({ name, members }) => [name, members.length]),
    [
      ['names', 0],
      ['parent', 0],
      ['colour', 0],
    ],
  );
  assert.equal(colour.kind, 'one of red, blue, or null');
  assert.equal(kindOf(DOCUMENT, { const: true }), 'always true');
});
