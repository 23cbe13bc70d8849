-- What wrk sends. "read FILE": the file's paths, round and round, every thread from somewhere else.
-- "create BLOCK": users whose e-mail nobody has yet; BLOCK tells the runs of wrk apart.
-- A file behind that has the header that every request brings along.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local function read(file)
  local requests = {}
  for path in io.lines(file) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
  local at = number * 9973 % #requests
  return function()
    at = at % #requests + 1
    return requests[at]
  end
end

local function create(block)
  local body = '{"email":"wrk.%s.%d.%d@bench.example","displayName":"Ada Lovelace","roles":["user"]}'
  wrk.headers["Content-Type"] = "application/json"
  local made = 0
  return function()
    made = made + 1
    return wrk.format("POST", nil, nil, body:format(block, number, made))
  end
end

local function bring(file)
  for line in io.lines(file) do
    local name, value = line:match("^([^:]+): (.*)$")
    wrk.headers[name] = value
  end
end

function init(args)
  if args[3] then
    bring(args[3])
  end
  request = (args[1] == "create" and create or read)(args[2])
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("result %d %.3f %.3f %.3f %d\n", summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
