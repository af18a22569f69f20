// Makes calls through the packed client; `harness.py` says what stands on each line.
import { createInterface } from 'node:readline';
import * as api from 'batchline-api';

type Request = {
  connect?: { url: string; key: string };
  call?: string;
  put?: string;
  download?: string;
  lines?: string;
  path: Record<string, string>;
  headers: Record<string, string>;
  body?: unknown;
  text: string;
};
type Answer = { response?: Response; data?: unknown; error?: unknown };

let client = api.connect('none');

async function call(request: Request): Promise<unknown> {
  const operation = (api as unknown as Record<string, (options: object) => Promise<Answer>>)[request.call!]!;
  const { path, headers } = request;
  // Where the contract has bytes, users give a Blob.
  const body = request.call === 'uploadFile'
    ? { ...(request.body as object), file: new Blob([(request.body as { file: string }).file]) }
    : request.body;
  const parseAs = request.call === 'retrieveFileContent' ? { parseAs: 'stream' } : {};
  const { response, data, error } = await operation({ client, path, headers, ...(body ? { body } : {}), ...parseAs });
  if (!response) throw error;
  const answered = error instanceof api.ApiError ? error.body : data;
  const made = answered instanceof ReadableStream ? await new Response(answered).text() : (answered ?? null);
  return { status: response.status, headers: Object.fromEntries(response.headers), body: made };
}

async function download(request: Request): Promise<unknown> {
  const { response } = await api.retrieveFileContent({ client, path: { id: request.download! }, parseAs: 'stream' });
  let bytes = 0;
  for await (const chunk of response?.body ?? []) bytes += chunk.length;
  return { bytes };
}

async function put(request: Request): Promise<unknown> {
  const response = await fetch(request.put!, { method: 'PUT', headers: request.headers, body: request.text });
  const etag = response.headers.get('ETag')?.replaceAll('"', '');
  return { status: response.status, headers: Object.fromEntries(response.headers), etag };
}

function readLines(request: Request): unknown {
  // Types are all that this language has of lines; lines.ts, which is made of the scenarios, holds them to it.
  const values = request.text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as unknown);
  return { values, text: values.map((value) => JSON.stringify(value) + '\n').join('') };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as Request;
  let answer: unknown;
  try {
    if (request.connect) {
      client = api.connect(request.connect.key, { baseUrl: request.connect.url });
      answer = {};
    } else {
      answer = request.call ? await call(request)
        : request.put ? await put(request)
        : request.download ? await download(request)
        : readLines(request);
    }
  } catch (error) {
    answer = { failed: String(error) };
  }
  console.log(JSON.stringify(answer));
}
