/**
 * A script that Redis does in one step, and what all of them begin with. A lab is a hash under its key, and beside it a list of
 * its events, and what belongs to first answers, the rate, who is there and scripted answers; all expire together.
 */
import { createHash } from 'node:crypto'

export interface Script {
  readonly text: string
  readonly sha: string
}

const COMMON = `
local lab = KEYS[1]
local call = redis.call
local function now()
  local time = call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
local function keep(ttl)
  for _, part in ipairs({'', ':events', ':times', ':keys', ':answers', ':here', ':scripts'}) do
    call('PEXPIRE', lab .. part, ttl)
  end
  local until_ = now() + ttl
  call('ZADD', 'comet:labs', 'XX', until_, lab)
  local place, watch = unpack(call('HMGET', lab, 'place', 'watch'))
  if place then
    call('ZADD', 'comet:place:' .. place, 'XX', until_, lab)
    call('PEXPIRE', 'comet:place:' .. place, ttl)
  end
  if watch then call('PEXPIRE', 'comet:watch:' .. watch, ttl) end
end
-- Why nothing may be written now: Redis has begun anew, and those who know more than it may not have told it yet.
local function unready(run)
  if call('GET', 'comet:run') ~= run then return {'restarted'} end
  local rest = call('PTTL', 'comet:settling')
  if rest > 0 then return {'settling', tostring(rest)} end
  if call('EXISTS', lab) == 0 then
    return {call('EXISTS', lab .. ':ended') == 1 and 'ended' or 'missing'}
  end
end
local function partsOf(json)
  return string.match(json, '^{"id":(%d+),"type":"[^"]+","at":([%d.]+),')
end
local function push(json, id, at)
  call('RPUSH', lab .. ':events', json)
  local bytes = call('HINCRBY', lab, 'bytes', #json)
  call('HSET', lab, 'last', id, 'at', at)
  return bytes
end
local function trim(bytes, mostEvents, mostBytes)
  local count = call('LLEN', lab .. ':events')
  while count > mostEvents or (bytes > mostBytes and count > 1) do
    local oldest = call('LPOP', lab .. ':events')
    local id, at = partsOf(oldest)
    bytes = call('HINCRBY', lab, 'bytes', -#oldest)
    call('HSET', lab, 'gone', id, 'goneAt', at)
    count = count - 1
  end
end
`

/** What follows the common beginning, as a script. */
export function script(body: string): Script {
  const text = COMMON + body
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}
