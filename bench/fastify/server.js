// The part of Roster's API that bench/compare asks for, as Fastify's users would write it: schemas for what comes in and goes
// out, tokens checked by @fastify/jwt with its cache, prepared statements, a transaction for what belongs together.
import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fastify from 'fastify'
import jwt from '@fastify/jwt'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 })
const app = fastify({ genReqId: () => crypto.randomUUID() })
const publicKey = createPublicKey(readFileSync(process.env.AUTH_SIGNING_KEY)).export({ type: 'spki', format: 'pem' })

app.register(jwt, {
  secret: { public: publicKey },
  verify: { algorithms: ['RS256'], cache: true }
})
app.addHook('onSend', async (request, reply) => {
  reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    .header('referrer-policy', 'no-referrer')
})

const nullable = { type: ['string', 'null'] }
const user = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    email: { type: 'string' },
    displayName: nullable,
    active: { type: 'boolean' },
    roles: { type: 'array', items: { type: 'string' } },
    createdAt: { type: 'string', format: 'date-time' },
    updatedAt: { type: 'string', format: 'date-time' }
  }
}
const columns = `u.id, u.email, u.display_name as "displayName", u.active, u.version,
  u.created_at as "createdAt", u.updated_at as "updatedAt",
  array(select r.name from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id order by r.name) as roles`
const find = { name: 'find', text: `select ${columns} from users u where u.id = $1` }
const list = { name: 'list', text: `select ${columns} from users u where u.id > $1 order by u.id limit $2` }
const create = { name: 'create', text: 'insert into users (email, display_name) values ($1, $2) returning id' }
const grant = {
  name: 'grant',
  text: 'insert into user_roles (user_id, role_id) select $1, id from roles where name = any($2)'
}
const record = {
  name: 'record',
  text: `insert into audit_events (actor, action, entity, after, address, request_id)
    values ($1, 'user.created', $2, $3, $4, $5)`
}

async function onlyAdministrators (request, reply) {
  await request.jwtVerify()
  if (!request.user.groups?.includes('admin')) {
    return reply.code(403).send({ type: 'forbidden', status: 403 })
  }
}

app.get('/q/health/ready', async () => {
  await pool.query('select 1')
  return { status: 'UP' }
})

app.get('/v1/users/:id', {
  onRequest: onlyAdministrators,
  schema: { params: { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } }, response: { 200: user } }
}, async (request, reply) => {
  const { rows } = await pool.query({ ...find, values: [request.params.id] })
  if (rows.length === 0) {
    return reply.code(404).send({ type: 'not-found', status: 404 })
  }
  reply.header('etag', `"${rows[0].version}"`)
  return rows[0]
})

app.get('/v1/users', {
  onRequest: onlyAdministrators,
  schema: {
    querystring: {
      type: 'object',
      properties: { limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 }, after: { type: 'string', format: 'uuid' } }
    },
    response: {
      200: { type: 'object', properties: { items: { type: 'array', items: user }, next: nullable } }
    }
  }
}, async (request) => {
  const { after = '00000000-0000-0000-0000-000000000000', limit } = request.query
  const { rows } = await pool.query({ ...list, values: [after, limit + 1] })
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? items.at(-1).id : null }
})

app.post('/v1/users', {
  onRequest: onlyAdministrators,
  schema: {
    body: {
      type: 'object',
      required: ['email'],
      additionalProperties: false,
      properties: {
        email: { type: 'string', format: 'email', maxLength: 254 },
        displayName: { type: 'string', maxLength: 200 },
        roles: { type: 'array', items: { type: 'string' } }
      }
    },
    response: { 201: user }
  }
}, async (request, reply) => {
  const { email, displayName = null, roles = [] } = request.body
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { id } = (await client.query({ ...create, values: [email, displayName] })).rows[0]
    await client.query({ ...grant, values: [id, roles] })
    const made = (await client.query({ ...find, values: [id] })).rows[0]
    await client.query({ ...record, values: [request.user.sub, `user:${id}`, made, request.ip, request.id] })
    await client.query('commit')
    return reply.code(201).header('location', `/v1/users/${id}`).header('etag', `"${made.version}"`).send(made)
  } catch (e) {
    await client.query('rollback')
    throw e
  } finally {
    client.release()
  }
})

await app.listen({ host: process.env.HOST, port: Number(process.env.PORT) })
