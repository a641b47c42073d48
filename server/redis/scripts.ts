/**
 * What Redis does of a lab in one step each, as Lua. News of a lab goes out on the channel of its key: a letter, then what it
 * says.
 */
import { LINE_SCRIPTS } from './line-scripts.ts'
import { script } from './script.ts'

/** On arrival: run id of this Redis, 1 where nothing is known here yet, ms to settle. Gives the ms that are left of that. */
export const ARRIVE = script(`
local known = call('GET', 'comet:run')
if known ~= ARGV[1] then
  call('SET', 'comet:run', ARGV[1])
  if known or ARGV[2] == '0' then call('SET', 'comet:settling', '1', 'PX', ARGV[3]) end
end
return math.max(0, call('PTTL', 'comet:settling'))
`)

/** Instance, ms that it counts as alive. Gives the run id and the instances that are alive. */
export const BEAT = script(`
local at = now()
call('ZADD', 'comet:instances', at + ARGV[2], ARGV[1])
call('ZREMRANGEBYSCORE', 'comet:instances', '-inf', at)
return {call('GET', 'comet:run') or '', unpack(call('ZRANGE', 'comet:instances', 0, -1))}
`)

/** Settings, place, instance, most labs, most of a place, ms to live, ms to lead. */
export const CREATE = script(`
local at, place = now(), 'comet:place:' .. ARGV[2]
for _, labs in ipairs({'comet:labs', place}) do call('ZREMRANGEBYSCORE', labs, '-inf', at) end
if call('ZCARD', 'comet:labs') >= tonumber(ARGV[4]) then return 'server' end
if call('ZCARD', place) >= tonumber(ARGV[5]) then return 'address' end
call('HSET', lab, 'settings', ARGV[1], 'version', 1, 'last', 0, 'at', 0, 'bytes', 0, 'happened', 0,
  'run', call('GET', 'comet:run') or '', 'place', ARGV[2], 'leader', ARGV[3], 'leaderUntil', at + ARGV[7])
call('ZADD', 'comet:labs', at, lab)
call('ZADD', place, at, lab)
keep(ARGV[6])
return 'made'
`)

/** Instance, 1 where it would lead, ms to lead, ms to live or 0, the run id where all that it knew before that run is told. Gives last, version, happened, whether it leads, scripts that wait. */
export const RENEW = script(`
if call('EXISTS', lab) == 0 then return {call('EXISTS', lab .. ':ended') == 1 and 'ended' or 'missing'} end
local leads = '0'
if ARGV[2] == '1' then
  local at, leader, leaderUntil = now(), unpack(call('HMGET', lab, 'leader', 'leaderUntil'))
  if not leader or leader == ARGV[1] or tonumber(leaderUntil) < at then
    call('HSET', lab, 'leader', ARGV[1], 'leaderUntil', at + ARGV[3])
    leads = '1'
  end
end
if ARGV[4] ~= '0' then keep(ARGV[4]) end
if ARGV[5] ~= '' and ARGV[5] == call('GET', 'comet:run') then call('HSET', lab, 'run', ARGV[5]) end
local last, version, happened = unpack(call('HMGET', lab, 'last', 'version', 'happened'))
return {'here', last, version, happened, leads, tostring(call('LLEN', lab .. ':scripts'))}
`)

/** The newest event that is known. Gives what belongs to the lab, who is there, and the newer events. */
export const STATE = script(`
if call('EXISTS', lab) == 0 then return {call('EXISTS', lab .. ':ended') == 1 and 'ended' or 'missing'} end
local last, gone, goneAt = unpack(call('HMGET', lab, 'last', 'gone', 'goneAt'))
local first = last - call('LLEN', lab .. ':events') + 1
return {'here', call('HMGET', lab, 'settings', 'version', 'downUntil', 'happened', 'place', 'watch'),
  call('HGETALL', lab .. ':here'), {gone or '', goneAt or ''},
  call('LRANGE', lab .. ':events', math.max(0, ARGV[1] + 1 - first), -1), call('HGET', lab, 'run') or ''}
`)

/**
 * Run id, 1 where this Redis keeps all, how many ids to pass over. Of a lab of an earlier run, whom nobody has claimed who served
 * it then, the last events may be lost, and only readers know: it goes on behind all ids that can have been given.
 */
export const CLAIM = script(`
local why = unready(ARGV[1])
if why then return why end
if call('HGET', lab, 'run') == ARGV[1] then return {'claimed'} end
call('HSET', lab, 'run', ARGV[1])
if ARGV[2] ~= '1' then
  local last, at = unpack(call('HMGET', lab, 'last', 'at'))
  last = string.format('%.0f', last + ARGV[3])
  call('DEL', lab .. ':events')
  call('HSET', lab, 'last', last, 'bytes', 0, 'gone', last, 'goneAt', at)
end
return {'claimed'}
`)

/** What is needed of first answers: those that are too old or too many go. Key, answer or nothing. */
const ANSWERS = `
local function forgetAnswers()
  local oldest = now() - 60000
  while true do
    local key = call('LINDEX', lab .. ':keys', 0)
    local answer = key and call('HGET', lab .. ':answers', key)
    if not answer then return end
    local isOver = call('LLEN', lab .. ':keys') > 5000
      or tonumber(call('HGET', lab, 'answerBytes') or 0) > 1048576
    if not isOver and tonumber(string.match(answer, '^%d+')) > oldest then return end
    call('LPOP', lab .. ':keys')
    call('HDEL', lab .. ':answers', key)
    call('HINCRBY', lab, 'answerBytes', -#answer)
  end
end
local function firstAnswer(key)
  forgetAnswers()
  local answer = call('HGET', lab .. ':answers', key)
  return answer and string.match(answer, '^%d+ (.*)$')
end
`

/** Key. Gives the answer that it had. */
export const FIRST = script(`${ANSWERS}
local first = firstAnswer(ARGV[1])
return first and {'first', first} or {'none'}
`)

/** Whether all labs of its place together keep more than that; summed up ten times a second at most. */
const PLACE = `
local function isPlaceOver(most)
  local place = call('HGET', lab, 'place')
  local sum = call('GET', 'comet:bytes:' .. place)
  if not sum then
    sum = 0
    for _, each in ipairs(call('ZRANGE', 'comet:place:' .. place, 0, -1)) do
      local bytes, answers = unpack(call('HMGET', each, 'bytes', 'answerBytes'))
      sum = sum + (bytes or 0) + (answers or 0)
    end
    call('SET', 'comet:bytes:' .. place, sum, 'PX', 100)
  end
  return tonumber(sum) > most
end
`

/** Run id, type, at, data as JSON, key or empty, most in a minute, most events, most bytes, ms to live, the instance where it happens by itself, and most bytes of a place. */
export const PUBLISH = script(`${ANSWERS}${PLACE}
local why = unready(ARGV[1])
if why then return why end
if ARGV[5] ~= '' then
  local first = firstAnswer(ARGV[5])
  if first then return {'first', first} end
end
if ARGV[10] ~= '' then
  if call('HGET', lab, 'leader') ~= ARGV[10] then return {'not-leader'} end
  call('HINCRBY', lab, 'happened', 1)
else
  local at, times = now(), lab .. ':times'
  local oldest = call('LINDEX', times, 0)
  while oldest and tonumber(oldest) <= at - 60000 do
    call('LPOP', times)
    oldest = call('LINDEX', times, 0)
  end
  if call('LLEN', times) >= tonumber(ARGV[6]) then return {'over', tostring(oldest + 60000 - at)} end
  if isPlaceOver(tonumber(ARGV[11])) then return {'full'} end
  call('RPUSH', times, at)
end
local last, lastAt = unpack(call('HMGET', lab, 'last', 'at'))
local id = string.format('%.0f', last + 1)
local at = tonumber(ARGV[3]) < tonumber(lastAt) and lastAt or ARGV[3]
local json = '{"id":' .. id .. ',"type":"' .. ARGV[2] .. '","at":' .. at .. ',"data":' .. ARGV[4] .. '}'
trim(push(json, id, at), tonumber(ARGV[7]), tonumber(ARGV[8]))
if ARGV[5] ~= '' then
  local answer = now() .. ' ' .. json
  call('RPUSH', lab .. ':keys', ARGV[5])
  call('HSET', lab .. ':answers', ARGV[5], answer)
  call('HINCRBY', lab, 'answerBytes', #answer)
  forgetAnswers()
end
-- What happens by itself is no use of it.
keep(ARGV[10] == '' and ARGV[9] or math.max(1, call('PTTL', lab)))
call('PUBLISH', lab, 'e' .. json)
return {'made', json}
`)

/** Run id, version that was changed, settings, 1 where the feed is another, ms to live. Says the version then. */
export const CHANGE = script(`
local why = unready(ARGV[1])
if why then return why end
if call('HGET', lab, 'version') ~= ARGV[2] then return {'changed'} end
local version = call('HINCRBY', lab, 'version', 1)
call('HSET', lab, 'settings', ARGV[3])
if ARGV[4] == '1' then call('HSET', lab, 'happened', 0) end
keep(ARGV[5])
call('PUBLISH', lab, 's' .. version .. ' ' .. ARGV[3])
return {'set', tostring(version)}
`)

/** What to tell, and until when the transports are down or nothing. Gives how many heard it. */
export const FAULT = script(`
if call('EXISTS', lab) == 0 then return 0 end
if ARGV[2] ~= '' then call('HSET', lab, 'downUntil', ARGV[2]) end
return call('PUBLISH', lab, 'f' .. ARGV[1])
`)

/** Instance, its connections, 1 where it watches the tap, 1 where it wants to be told that anew, how many watch there. Gives how many heard it. Whoever leads and is left by all leads no more. */
export const TELL = script(`
if call('EXISTS', lab) == 0 then return 0 end
local there = ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. ARGV[5]
if there == '0 0 0' then call('HDEL', lab .. ':here', ARGV[1]) else call('HSET', lab .. ':here', ARGV[1], there) end
if ARGV[2] == '0' and call('HGET', lab, 'leader') == ARGV[1] then call('HDEL', lab, 'leader') end
call('PEXPIRE', lab .. ':here', math.max(1, call('PTTL', lab)))
local heard = call('PUBLISH', lab, 'p' .. ARGV[1] .. ' ' .. there)
if ARGV[4] == '1' then call('PUBLISH', lab, 'w' .. ARGV[1]) end
return heard
`)

/** Run id, the key of its link or nothing where it ends, id, ms to live. Says the key then: one that was there stays. */
export const WATCH = script(`
local why = unready(ARGV[1])
if why then return why end
local had = call('HGET', lab, 'watch')
if had and ARGV[2] ~= '' then return {'set', had} end
if had then
  call('HDEL', lab, 'watch')
  call('DEL', 'comet:watch:' .. had)
end
if ARGV[2] ~= '' then
  call('HSET', lab, 'watch', ARGV[2])
  call('SET', 'comet:watch:' .. ARGV[2], ARGV[3])
end
keep(ARGV[4])
call('PUBLISH', lab, 'k' .. ARGV[2])
return {'set', ARGV[2]}
`)

/** On the key of a link: gives the id of its lab. */
export const WATCHED = script(`return call('GET', KEYS[1])`)

/** Everything of it goes; that it was ended stays known for as long as anybody may think that it was lost. */
export const END = script(`
local place, watch = unpack(call('HMGET', lab, 'place', 'watch'))
if watch then call('DEL', 'comet:watch:' .. watch) end
if place then call('ZREM', 'comet:place:' .. place, lab) end
call('ZREM', 'comet:labs', lab)
for _, part in ipairs({'', ':events', ':times', ':keys', ':answers', ':here', ':scripts'}) do call('DEL', lab .. part) end
call('SET', lab .. ':ended', '1', 'PX', 120000)
call('PUBLISH', lab, 'x')
return 1
`)

/**
 * Settings, version, place, happened, downUntil, ms to live, most events, most bytes, the last event gone and when, the key of its link or
 * nothing, its id, then the events that an instance has. What Redis has lost of a lab comes back; what it has stays.
 */
export const RESTORE = script(`
if call('EXISTS', lab .. ':ended') == 1 then return 'ended' end
if call('EXISTS', lab) == 0 then
  call('HSET', lab, 'settings', ARGV[1], 'version', ARGV[2], 'place', ARGV[3], 'happened', ARGV[4], 'downUntil', ARGV[5],
    'last', ARGV[9], 'at', ARGV[10], 'bytes', 0)
  if ARGV[9] ~= '0' then call('HSET', lab, 'gone', ARGV[9], 'goneAt', ARGV[10]) end
  if ARGV[11] ~= '' then
    call('HSET', lab, 'watch', ARGV[11])
    call('SET', 'comet:watch:' .. ARGV[11], ARGV[12])
  end
  for _, labs in ipairs({'comet:labs', 'comet:place:' .. ARGV[3]}) do call('ZADD', labs, now(), lab) end
end
local last = tonumber(call('HGET', lab, 'last'))
local bytes = tonumber(call('HGET', lab, 'bytes'))
call('HSET', lab, 'run', call('GET', 'comet:run') or '')
for i = 13, #ARGV do
  local id, at = partsOf(ARGV[i])
  if tonumber(id) > last then
    -- What lies between is with nobody: the older ones go too, and readers are told of a gap.
    if tonumber(id) > last + 1 then
      call('DEL', lab .. ':events')
      call('HSET', lab, 'bytes', 0, 'gone', ARGV[9], 'goneAt', ARGV[10])
    end
    bytes = push(ARGV[i], id, at)
    last = tonumber(id)
    call('PUBLISH', lab, 'e' .. ARGV[i])
  end
end
trim(bytes, tonumber(ARGV[7]), tonumber(ARGV[8]))
keep(ARGV[6])
return 'restored'
`)

/** All that there are: what Redis does not have yet is done after what was asked later. */
export const SCRIPTS = [
  ...LINE_SCRIPTS,
  ARRIVE,
  BEAT,
  CLAIM,
  CREATE,
  RENEW,
  STATE,
  FIRST,
  PUBLISH,
  CHANGE,
  FAULT,
  TELL,
  WATCH,
  WATCHED,
  END,
  RESTORE,
]
