import type { Bilingual } from '../table';

export type DmnErrorCode =
  /** The text is no well-formed XML, or not of DMN. */
  | 'DMN_XML'
  /** The file is not written in the encoding it names, or in one we do not read. */
  | 'DMN_ENCODING'
  /** A document type or entities, which could blow up or fetch files. */
  | 'DMN_FORBIDDEN'
  /** Larger or more deeply nested than is read. */
  | 'DMN_TOO_LARGE'
  /** Two elements of one id, a decision without a name, a table whose rules and columns differ in number. */
  | 'DMN_INVALID'
  /** A requirement that names nobody. */
  | 'DMN_UNKNOWN_REFERENCE'
  /** A type that nobody declares. */
  | 'DMN_UNKNOWN_TYPE'
  /** Decisions, models or types that need each other in a circle. */
  | 'DMN_CYCLE'
  /** A decision that the model does not have. */
  | 'DMN_NO_DECISION'
  /** Logic of a kind that is not evaluated here: Java, PMML, other expression languages. */
  | 'DMN_UNSUPPORTED';

/** What is wrong with a model, and where: an element's id or name, or a line. */
export type DmnProblem = { readonly code: DmnErrorCode; readonly message: Bilingual; readonly at?: string };

/** Thrown inside this folder and caught at its doors, where it becomes a value. */
export class DmnStop extends Error {
  readonly problem: DmnProblem;
  constructor(code: DmnErrorCode, message: Bilingual, at?: string) {
    super(message.en);
    this.problem = { code, message, ...(at === undefined ? {} : { at }) };
  }
}
