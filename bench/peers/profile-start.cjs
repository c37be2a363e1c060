// Loaded before a function: samples what its process does from then on, and writes the profile down when its time is over (BENCH_PROFILE_FILE,
// BENCH_PROFILE_MS). In V8's own form, as Chromium's developer tools read it.

const { renameSync, writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');
const { setTimeout } = require('node:timers');

const { BENCH_PROFILE_FILE, BENCH_PROFILE_MS } = process.env;
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.setSamplingInterval', { interval: 100 });
session.post('Profiler.start');
setTimeout(() => {
  session.post('Profiler.stop', (_error, { profile }) => {
    writeFileSync(`${BENCH_PROFILE_FILE}.part`, JSON.stringify(profile));
    renameSync(`${BENCH_PROFILE_FILE}.part`, BENCH_PROFILE_FILE);
  });
}, Number(BENCH_PROFILE_MS));
