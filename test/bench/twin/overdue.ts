import { type Address, type DirectorySlice, escalationAddress, type IssueEvent } from '#domain';
import { sign } from './commands';
import { end, nextPlanned, type Said, tell, type TwinIssue } from './issue';
import type { LimitName } from './rules';

/** What happens when nobody acts: reminders, cards, the system's signature, and the archive. */

type LookUp = (unit: string) => Promise<DirectorySlice>;

/** Works off what is planned up to `now`, in its order. True when something was said or ended. */
export async function workOff(issue: TwinIssue, now: string, said: Said, lookUp: LookUp): Promise<boolean> {
  let any = false;
  for (let due = nextPlanned(issue); due && due.at <= now && !issue.final; due = nextPlanned(issue)) {
    any = true;
    issue.at = now;
    issue.deadlines[due.name]?.left.shift();
    if (issue.deadlines[due.name]?.left.length === 0) end(issue, due.name);
    await fire(issue, due, said, lookUp);
  }
  return any;
}

async function fire(issue: TwinIssue, due: { name: LimitName; key: string; at: string }, said: Said, lookUp: LookUp) {
  const unit = issue.share?.unit ?? '';
  const note = (type: IssueEvent['type']): void =>
    void said.events.push({ type, at: issue.at, plannedAt: due.at, firedAt: issue.at, by: 'system', data: { clock: due.name } });
  const inform = (template: string, address: Address): void => tell(issue, said, template, address, { clock: due.name });
  const upward = async (from: 'unitHead' | 'parentHead'): Promise<Address> =>
    escalationAddress(await lookUp(unit), unit, from, []).address;
  switch (due.key) {
    case 'remindLeader':
      note('reminded');
      return inform('reminded', { to: 'desk', role: 'shiftLeader', district: issue.intake.district });
    case 'supervise':
      note('limitPassed');
      return inform('superviseListed', { to: 'desk', role: 'citySupervision', district: issue.intake.district });
    case 'autoSign':
      sign(issue, said, null);
      return inform('signedBySystem', { to: 'unit', unit, as: 'liaison' });
    case 'tellHead':
      note('limitPassed');
      return inform('limitPassed', await upward('unitHead'));
    case 'remind':
      note('reminded');
      inform('reminded', { to: 'unit', unit, as: 'liaison' });
      return inform('reminded', { to: 'unit', unit, as: 'head' });
    case 'yellow':
    case 'red':
      issue.cards.push({ colour: due.key, unit, at: issue.at });
      note('cardIssued');
      return inform('cardIssued', await upward(due.key === 'yellow' ? 'unitHead' : 'parentHead'));
    case 'whistle':
      note('whistleBlown');
      inform('whistleBlown', { to: 'unit', unit, as: 'dutyDesk' });
      return inform('whistleBlown', { to: 'desk', role: 'chief', district: issue.intake.district });
    case 'over':
      if (due.name !== 'archive') return note('limitPassed');
      issue.stage = 'ARCHIVED';
      issue.final = true;
      return note('archived');
  }
}
