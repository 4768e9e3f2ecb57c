import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { lastLines, programOnPath, runCommand } from './command';
import { ServerProblem } from './problem';
import type { Say } from './say';

const FETCH_MS = 10 * 60_000;

export type Artifact = { readonly group: string; readonly name: string; readonly version: string };

/** The JDK and Maven programs, or the problem that names the one that is missing. */
export function javaTools(): { java: string; javac: string; mvn: string } {
  const java = programOnPath('java');
  const javac = programOnPath('javac');
  const mvn = programOnPath('mvn');
  if (java === undefined || javac === undefined)
    throw missing('JDK_MISSING', 'JDK 17', 'apt-get install openjdk-17-jdk-headless');
  if (mvn === undefined) throw missing('MAVEN_MISSING', 'Maven', 'apt-get install maven');
  return { java, javac, mvn };
}

function missing(code: 'JDK_MISSING' | 'MAVEN_MISSING', name: string, command: string): ServerProblem {
  return new ServerProblem(code, {
    zh: `官方下载不可用，需要 ${name} 来准备服务器：请先安装（Debian：${command}），再重新启动。`,
    en: `The official download is shut and ${name} is needed to prepare the server: install it (Debian: ${command}) and start again.`,
  });
}

/** Fetches an artifact and all it needs through Maven into `<folder>/lib`. */
export async function fetchJars(mvn: string, artifact: Artifact, folder: string, say: Say): Promise<void> {
  const pom = path.join(folder, 'pom.xml');
  writeFileSync(pom, pomOf(artifact));
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${path.join(folder, 'lib')}`, '-DincludeScope=runtime'];
  const run = await runCommand(mvn, ['-q', '-B', '-f', pom, ...goal], { timeoutMs: FETCH_MS });
  if (run.ok) return;
  say({ zh: lastLines(run.output, 5), en: lastLines(run.output, 5) });
  throw new ServerProblem('BUILD_FAILED', {
    zh: `Maven 取不到 ${artifact.name} ${artifact.version}：请检查网络或 Maven 的镜像设置，再重新启动。`,
    en: `Maven could not fetch ${artifact.name} ${artifact.version}: check the network or Maven's mirror settings and start again.`,
  });
}

const pomOf = ({ group, name, version }: Artifact): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>liangxin</groupId><artifactId>fetch</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;
