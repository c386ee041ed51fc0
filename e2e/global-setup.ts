// Starts the real binary unless LAIDAN_URL points at a server that already runs.
import { address, start } from './server'

export default async function setup() {
  if (process.env.LAIDAN_URL) return
  return start(address, 1500, 6000)
}
