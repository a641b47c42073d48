/** What Redis does of a lab's scripted answers: a list, each with its transport and how many bytes it holds in front. */
import { script } from './script.ts'

/** Run id, transport, bytes, text, most of a transport, most bytes, ms to live. Gives how many are in line for the transport. */
export const ADD_ANSWER = script(`
local why = unready(ARGV[1])
if why then return why end
local waiting, bytes = 1, tonumber(ARGV[3])
for _, each in ipairs(call('LRANGE', lab .. ':scripts', 0, -1)) do
  local transport, size = string.match(each, '^(%S+) (%d+) ')
  if transport == ARGV[2] then waiting = waiting + 1 end
  bytes = bytes + size
end
if waiting > tonumber(ARGV[5]) then return {'many'} end
if bytes > tonumber(ARGV[6]) then return {'large'} end
call('RPUSH', lab .. ':scripts', ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. ARGV[4])
keep(ARGV[7])
return {'added', tostring(waiting)}
`)

/** Transport. Gives the first for it, which is in line no more, and how many are for any. */
export const TAKE_ANSWER = script(`
for _, each in ipairs(call('LRANGE', lab .. ':scripts', 0, -1)) do
  local transport, size, text = string.match(each, '^(%S+) (%d+) (.*)$')
  if transport == ARGV[1] then
    call('LREM', lab .. ':scripts', 1, each)
    return {tostring(call('LLEN', lab .. ':scripts')), size, text}
  end
end
return {tostring(call('LLEN', lab .. ':scripts'))}
`)

/** Transport, bytes, text, ms to live. It is the first again. */
export const PUT_BACK_ANSWER = script(`
if call('EXISTS', lab) == 0 then return 0 end
call('LPUSH', lab .. ':scripts', ARGV[1] .. ' ' .. ARGV[2] .. ' ' .. ARGV[3])
keep(ARGV[4])
return 1
`)

export const CLEAR_ANSWERS = script(`
return call('DEL', lab .. ':scripts')
`)

export const LINE_SCRIPTS = [ADD_ANSWER, TAKE_ANSWER, PUT_BACK_ANSWER, CLEAR_ANSWERS]
