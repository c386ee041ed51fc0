// Starts the real binary on a fresh demonstration in a temporary folder, unless
// LAIDAN_URL points at a server that already runs.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { address, password } from './server'

const binary = join(import.meta.dirname, '..', 'bin', 'laidan')

export default async function setup() {
  if (process.env.LAIDAN_URL) return
  const data = mkdtempSync(join(tmpdir(), 'laidan-e2e-'))
  execFileSync(binary, ['demo', '--data', data, '--customers', '1500', '--people', '24', '--touches', '6000', '--password', password])
  const server = spawn(binary, ['serve', '--data', data, '--listen', address, '--log-level', 'error'], { stdio: 'inherit' })
  for (let tries = 0; ; tries++) {
    const up = await fetch(`http://${address}/readyz`).then((r) => r.ok, () => false)
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
