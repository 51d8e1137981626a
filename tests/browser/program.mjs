// Starts the built program on a free port with a data folder of its own, and ends it again.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

/** The slug of the demonstration's session: its first day is today, as the club's zone counts days. */
export const SESSION = `${new Intl.DateTimeFormat("en", { timeZone: "Asia/Yekaterinburg", year: "numeric" }).format()}-spring`;

const START_SECONDS = 60;
const END_SECONDS = 10;

/** The program that `scripts/test` has built, or the one of the last `cargo build`. */
export function programFile() {
  const target = process.env.CARGO_TARGET_DIR ?? path.join(homedir(), ".cache", "webclub", "target");
  return process.env.WEBCLUB_TEST_PROGRAM ?? path.join(target, "debug", "webclub");
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** A program that runs: its address, and what it printed. */
class Program {
  constructor(child, address, folder) {
    this.address = address;
    this.child = child;
    this.folder = folder;
    this.lines = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => this.lines.push(line));
    }
    this.ended = once(child, "exit");
  }

  /** The printed log-in links by role: `organizer  http://127.0.0.1:8080/login/…`. */
  get logins() {
    const links = this.lines.map((line) => /^\s*(\S+)\s+(http\S+\/login\/\S+)\s*$/.exec(line)).filter(Boolean);
    return new Map(links.map(([, role, link]) => [role, link]));
  }

  said() {
    return this.lines.slice(-40).join("\n");
  }

  async isReady() {
    const deadline = Date.now() + START_SECONDS * 1000;
    while (Date.now() < deadline) {
      if (this.child.exitCode !== null) {
        throw new Error(`the program ended with code ${this.child.exitCode}:\n${this.said()}`);
      }
      const answer = await fetch(`${this.address}/readyz`).catch(() => null);
      if (answer?.ok) {
        return;
      }
      await sleep(100);
    }
    throw new Error(`the program was not ready after ${START_SECONDS} s:\n${this.said()}`);
  }

  async end() {
    this.child.kill("SIGTERM");
    const late = sleep(END_SECONDS * 1000, "late", { ref: false });
    if ((await Promise.race([this.ended, late])) === "late") {
      this.child.kill("SIGKILL");
      await this.ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * Starts `webclub demo`; its clock runs `speed` times faster.
 * @param {{ speed?: number }} options
 */
export async function startDemo({ speed = 1 } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "webclub-browser-"));
  const listen = `127.0.0.1:${await freePort()}`;
  const words = ["demo", "--listen", listen, "--data-dir", path.join(folder, "data"), "--speed", String(speed)];
  const child = spawn(programFile(), words, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  try {
    await once(child, "spawn");
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`${programFile()} cannot be started`, { cause: error });
  }
  const program = new Program(child, `http://${listen}`, folder);
  try {
    await program.isReady();
  } catch (error) {
    await program.end();
    throw error;
  }
  return program;
}
