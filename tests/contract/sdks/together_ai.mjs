// together-ai of npm, with every call of files and batches that it has.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const Together = createRequire(import.meta.url)('together-ai'); // as a module, its upload lacks all of Node

const [path, uploaded] = process.argv.slice(2);
const client = new Together();
const seen = {};

async function attempt(call, function_) {
  try {
    const result = await function_();
    seen[call] = 'works';
    return result;
  } catch (error) {
    seen[call] = String(error?.message ?? error);
  }
}

function expect(condition, value) {
  if (!condition) throw new Error(`not what was expected: ${JSON.stringify(value)}`);
}

async function ended(id) {
  for (;;) {
    const job = await client.batches.retrieve(id);
    if (job.status === 'COMPLETED') return job;
    expect(!['FAILED', 'CANCELLED', 'EXPIRED'].includes(job.status), job);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const text = async (id) => (await client.files.content(id)).text();
const create = async () => (await client.batches.create({ input_file_id: uploaded, endpoint: '/v1/chat/completions' })).job;

// Its upload may reject a promise that it does not await, and then never settle.
const lost = new Promise((_, reject) => process.once('unhandledRejection', reject));
await attempt('upload a file', async () =>
  expect((await Promise.race([client.files.upload(path, 'batch-api', false), lost])).id));
await attempt('list files', async () => expect((await client.files.list()).data.some(({ id }) => id === uploaded)));
await attempt('retrieve a file', async () => expect((await client.files.retrieve(uploaded)).id === uploaded));
await attempt('download a file', async () => expect((await text(uploaded)) === readFileSync(path, 'utf8')));
await attempt('report an error', async () => {
  const error = await client.files.retrieve('file-none').then(() => undefined, (error) => error);
  expect(error instanceof Together.NotFoundError, error);
});
let job = await attempt('create a batch', create);
job = await attempt('retrieve a batch', () => ended(job.id));
await attempt('list batches', async () => expect((await client.batches.list())[0].id === job.id));
await attempt('read results', async () => expect((await text(job.output_file_id)).trim().split('\n').length === 20));
await attempt('list files once a batch has ended', async () => expect((await client.files.list()).data.length >= 2));
await attempt('cancel a batch', async () => expect((await client.batches.cancel((await create()).id)).status === 'CANCELLED'));
await attempt('delete a file', async () => expect((await client.files.delete(uploaded)).deleted));
console.log(JSON.stringify(seen));
