/*
 * The herd in Node.js: a reference that the benchmark compares with.
 *
 *     node herd.mjs NAME --base-port 11490
 *
 * runs one of the five servers on 127.0.0.1, with Node.js 18 or newer and nothing else. It prints "NAME ready" when it
 * listens, and ends on SIGTERM. Clients get the answers of the herd to IAMAT and WHEREIS; the newest report wins, and
 * floods over kept connections to all servers. It is meant to be as fast as plain Node reasonably gets: strings of one
 * byte a character, and for all the lines of one read one write to each neighbour and one to the client.
 *
 * It leaves out: WHATSAT; positions in degrees and minutes, with altitudes or reference systems; proof that a link
 * comes from a server (whoever says PEER is believed); heartbeats; digests (a link that opens tells everything
 * instead); bounds on what waits for a slow reader, on connections and on clients; storage, metrics and configuration.
 * The clock of Node gives microseconds, not nanoseconds.
 */
import net from 'node:net';

const NEIGHBOURS = { // in the order of the ports
  Goloman: ['Hands', 'Holiday', 'Wilkes'],
  Hands: ['Goloman', 'Wilkes'],
  Holiday: ['Goloman', 'Welsh', 'Wilkes'],
  Welsh: ['Holiday'],
  Wilkes: ['Goloman', 'Hands', 'Holiday'],
};
const HOST = '127.0.0.1';
const LINE_LIMIT = 8192;
const FUTURE = 24n * 3600n * 1_000_000_000n;
const REDIAL_MILLISECONDS = 500;
const WORDS = /[^ \t\r\f\v]+/g; // not \S, which would split at a no-break space, a byte like any other
const POSITION = /^([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)$/;
const STAMP = /^(\d{1,15})(?:\.(\d+))?$/;

const [name, option, basePort] = process.argv.slice(2);
if (!NEIGHBOURS[name] || (option && (option !== '--base-port' || !(Number(basePort) > 0)))) {
  console.error('usage: node herd.mjs NAME [--base-port 11490]');
  process.exit(2);
}
const portOf = server => Number(basePort ?? 11490) + Object.keys(NEIGHBOURS).indexOf(server);

const records = new Map(); // by client
const links = new Map(); // by neighbour: the open connection that was dialled from here

/* Nanoseconds need more digits than a number has; nine of the fraction count. */
function nanosecondsOf(text) {
  const match = STAMP.exec(text);
  return match && BigInt(match[1] + (match[2] ?? '').slice(0, 9).padEnd(9, '0'));
}

function secondsOf(nanoseconds) {
  const digits = String(nanoseconds < 0n ? -nanoseconds : nanoseconds).padStart(10, '0');
  return `${nanoseconds < 0n ? '-' : '+'}${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

/* Keeps the words alone: the lines are quickly put together when they are needed. */
class Report {
  constructor(time, client, server, latitude, longitude, difference, sent) {
    this.time = time;
    this.client = client;
    this.server = server;
    this.latitude = latitude;
    this.longitude = longitude;
    this.difference = difference;
    this.sent = sent;
  }

  get line() {
    return `AT ${this.client} ${this.server} ${this.latitude} ${this.longitude} ${this.difference} ${this.sent}`;
  }

  get reply() {
    return `AT ${this.server} ${this.difference} ${this.client} ${this.latitude}${this.longitude} ${this.sent}`;
  }

  /* The newest wins. The order is total, so that all servers settle on the same report. */
  isNewerThan(other) {
    if (this.time !== other.time) return this.time > other.time;
    return this.server === other.server ? this.line > other.line : this.server > other.server;
  }
}

/* The reply to an IAMAT, or null if it is invalid. News is what the neighbours have to be told. */
function take([, client, where, sent], received, news) {
  const split = POSITION.exec(where);
  const time = nanosecondsOf(sent);
  if (!split || time === null || time - received > FUTURE) return null;
  const [, latitude, longitude] = split;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  const known = records.get(client);
  if (known && time <= known.time) return known.reply;
  const report = new Report(time, client, name, latitude, longitude, secondsOf(received - time), sent);
  records.set(client, report);
  news.push(report.line);
  return report.reply;
}

/* Takes what a neighbour tells. */
function learn(line, [, client, server, latitude, longitude, difference, sent], news) {
  const known = records.get(client);
  if (known?.sent === sent && known.line === line) return; // most lines come by a second way too: the flood ends here
  const report = new Report(nanosecondsOf(sent), client, server, latitude, longitude, difference, sent);
  if (known && !report.isNewerThan(known)) return;
  records.set(client, report);
  news.push(line);
}

/* A connection that a client or a neighbour dialled. */
function serve(socket) {
  let rest = '';
  let peer = null;

  function answer(lines) {
    const received = BigInt(Math.floor((performance.timeOrigin + performance.now()) * 1000)) * 1000n;
    const replies = [];
    const news = [];
    let overlong = false;
    for (let line of lines) {
      const words = line.match(WORDS) ?? [];
      const [command] = words;
      let reply = null;
      if (line.length > LINE_LIMIT && !peer) {
        line = line.slice(0, LINE_LIMIT);
        overlong = true;
      } else if (command === 'IAMAT' && words.length === 4) {
        reply = take(words, received, news);
      } else if (command === 'AT' && words.length === 7 && peer) {
        learn(line, words, news);
        continue;
      } else if (command === 'WHEREIS' && words.length === 2) {
        reply = records.get(words[1])?.reply;
      } else if (command === 'PEER' && words.length === 2 && NEIGHBOURS[name].includes(words[1])) {
        peer = words[1];
        continue;
      }
      replies.push(reply ?? `? ${line}`);
      if (overlong) break;
    }
    if (news.length) { // first, so that a client that has its reply finds its report at the neighbours
      const flood = news.join('\n') + '\n';
      for (const [neighbour, link] of links) if (neighbour !== peer) link.write(flood, 'latin1');
    }
    if (replies.length) socket.write(replies.join('\n') + '\n', 'latin1');
    if (overlong) {
      socket.pause();
      socket.destroySoon(); // when the replies are out
    }
  }

  socket.on('data', chunk => {
    const lines = (rest + chunk.latin1Slice()).split('\n');
    rest = lines.pop();
    if (rest.length > LINE_LIMIT && !peer) lines.push(rest);
    if (lines.length) answer(lines);
  });
  socket.on('end', () => {
    if (rest) answer([rest]);
    socket.end();
  });
  socket.on('error', () => {}); // it closes by itself
}

/* Keeps a connection to a neighbour: it tells, and the neighbour says nothing. */
function dial(neighbour) {
  const link = net.connect({ host: HOST, port: portOf(neighbour), noDelay: true });
  link.on('connect', () => {
    // The neighbour may have missed any of it, or have lost its memory.
    link.write([`PEER ${name}`, ...Array.from(records.values(), each => each.line), ''].join('\n'), 'latin1');
    links.set(neighbour, link);
  });
  link.on('error', () => {}); // it closes by itself, too
  link.on('close', () => {
    links.delete(neighbour);
    setTimeout(dial, REDIAL_MILLISECONDS, neighbour);
  });
  link.resume(); // only who reads sees that the other side has closed
}

net.createServer({ noDelay: true, allowHalfOpen: true }, serve).listen(portOf(name), HOST, 1024, () => {
  console.log(`${name} ready`);
  NEIGHBOURS[name].forEach(dial);
});
