/**
 * Runs a TypeScript script of this repository on a machine that may have nothing but Node: checks Node, installs the
 * packages when they are missing or other than the lock file says, then hands over. Needs no package itself.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.cache', 'liangxin', 'installed');
const chinese = /^zh/i.test(process.env.LIANGXIN_LANG ?? process.env.LC_ALL ?? process.env.LANG ?? '');
const say = (zh, en) => console.error(chinese ? zh : en);

checkNode();
await install();
run(process.argv[2], process.argv.slice(3));

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  const found = process.versions.node;
  say(
    `需要 Node 20.19 或更高版本，当前是 ${found}：请先升级 Node。`,
    `Node 20.19 or newer is needed, this is ${found}: upgrade Node first.`,
  );
  process.exit(1);
}

async function install() {
  const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const want = `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return;
  if (!agrees(JSON.parse(lock))) await npmInstall();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, want);
}

/** npm's own record of what is installed says the same versions: then `npm i` was at work and nothing is to do. */
function agrees(lock) {
  const record = path.join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(lock.packages).every(([name, wanted]) => {
    if (name === '') return true;
    const found = installed[name];
    return found === undefined
      ? wanted.optional === true || wanted.devOptional === true || wanted.peer === true
      : found.version === wanted.version;
  });
}

/**
 * The versions of the lock file, which stays as it is. Not `npm ci`: it refuses a lock file that lacks an optional package
 * for another platform, and npm leaves those out when the registry at hand has none.
 */
function npmInstall() {
  say('安装依赖包（仅第一次，约一分钟）…', 'installing packages (first time only, about a minute)…');
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const beat = setInterval(() => say(`  …${seconds()} 秒`, `  …${seconds()} s`), 10_000);
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--include=dev'];
  const [command, first] = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  const child = spawn(command, [...first, ...args], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32' && command === 'npm',
  });
  return new Promise((resolve) => {
    const fail = () => {
      say(
        '依赖包安装失败（原因见上）：请检查网络或 npm 的镜像设置，再试一次。',
        "The packages could not be installed (reason above): check the network or npm's registry setting and try again.",
      );
      process.exit(1);
    };
    child.on('error', fail);
    child.on('exit', (code) => {
      clearInterval(beat);
      if (code !== 0) fail();
      say(`依赖包已安装（${seconds()} 秒）`, `packages installed (${seconds()} s)`);
      resolve();
    });
  });
}

/** The script gets our place: the terminal, the signals, the exit code. */
function run(script, args) {
  if (script === undefined) {
    say('用法：node worker/bootstrap.mjs <脚本.ts> [参数]', 'usage: node worker/bootstrap.mjs <script.ts> [arguments]');
    process.exit(1);
  }
  const tsx = pathToFileURL(path.join(modules, 'tsx', 'dist', 'loader.mjs')).href;
  const child = spawn(process.execPath, ['--import', tsx, path.resolve(root, script), ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
