// Where the tests find the server, everybody's password there, and how one is started.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const port = Number(process.env.LAIDAN_PORT ?? 18099)
export const address = `127.0.0.1:${port}`
export const url = process.env.LAIDAN_URL ?? `http://${address}`
export const password = process.env.LAIDAN_PASSWORD ?? 'laidan-e2e-1'
/** For a second organisation with data that the other tests must not meet. */
export const spare = `127.0.0.1:${port + 1}`

const binary = join(import.meta.dirname, '..', 'bin', 'laidan')

/** Starts the real binary on a fresh demonstration in a temporary folder; what it answers ends it. */
export async function start(at: string, customers: number, touches: number): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'laidan-e2e-'))
  const demo = ['demo', '--data', data, '--customers', String(customers), '--people', '24', '--touches', String(touches), '--password', password]
  execFileSync(binary, demo, { stdio: ['ignore', 'inherit', 'inherit'] })
  const server = spawn(binary, ['serve', '--data', data, '--listen', at, '--log-level', 'error'], { stdio: 'inherit' })
  for (let tries = 0; ; tries++) {
    const up = await fetch(`http://${at}/readyz`).then((r) => r.ok, () => false)
    if (up) break
    if (tries > 200) throw new Error('the server did not become ready')
    await new Promise((again) => setTimeout(again, 50))
  }
  return async () => {
    const ended = new Promise((done) => server.once('exit', done))
    server.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
}
