// Where the tests find the server, and everybody's password there.
export const address = '127.0.0.1:18099'
export const url = process.env.LAIDAN_URL ?? `http://${address}`
export const password = process.env.LAIDAN_PASSWORD ?? 'laidan-e2e-1'
