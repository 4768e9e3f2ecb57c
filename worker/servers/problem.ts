import type { Text } from './say';

/** Why a local server or tool could not be had; each names one mend. */
export type ServerProblemCode =
  | 'SETTINGS_INVALID'
  | 'DESK_RUNNING'
  | 'PORT_TAKEN'
  | 'DATA_NOT_WRITABLE'
  | 'GO_MISSING'
  | 'JDK_MISSING'
  | 'MAVEN_MISSING'
  | 'BUILD_FAILED'
  | 'DOWNLOAD_SHUT'
  | 'BROWSER_MISSING'
  | 'MONGODB_UNREACHABLE'
  | 'TEMPORAL_UNREACHABLE'
  | 'NAMESPACE_REFUSED'
  | 'CHILD_FAILED'
  | 'SPEED_REFUSED'
  | 'WEB_BUILD_FAILED';

/** One clear sentence with the mend, in both languages; `code` is stable. */
export class ServerProblem extends Error {
  readonly code: ServerProblemCode;
  readonly text: Text;

  constructor(code: ServerProblemCode, text: Text) {
    super(text.en);
    this.name = 'ServerProblem';
    this.code = code;
    this.text = text;
  }
}

/** How a script of the desk ends that has said in one sentence why it will not: the sentence is for the person, as it is. */
export const refusedExit = 3;
