import { allowedPieceCommands, nextPieceWake, pieceViewOf } from '#domain';
import { at } from '../deadline/guiyang';
import { actorOf, aStory, pieceOn, reviewAll, reviewed } from './desk';

describe('three reviews and three proofs', () => {
  it('lead from the draft to the public in the order of DOMAIN 2.5', () => {
    const piece = reviewed(pieceOn());
    expect(piece.state().stage).toBe('R3');
    expect(piece.act('D', 'sign')).toBe('SIGNED');
    expect(piece.act('A', 'publishNow')).toBe('PUBLISHED');
    expect(piece.events()).toEqual([
      ...['pieceStarted', 'pieceWritten', 'pieceSubmitted'],
      ...['pieceReviewed', 'pieceProofed', 'pieceReviewed', 'pieceProofed', 'pieceReviewed', 'pieceProofed'],
      ...['pieceSigned', 'published'],
    ]);
  });

  it('end a stage only when both its review and its proof are in', () => {
    const piece = pieceOn();
    piece.act('A', 'write', aStory);
    expect(piece.act('A', 'submit')).toBe('R1');
    expect(piece.act('E', 'proof', { pass: true })).toBe('R1');
    expect(piece.act('B', 'review', { approve: true })).toBe('R2');
  });

  it('give the byline: 记者 A, 责任编辑 B, 校对 A, 二审 C, 三审 D', () => {
    const piece = reviewed(pieceOn());
    piece.act('D', 'sign');
    piece.act('A', 'publishNow');
    const byline = { reporter: 'A', editor: 'B', proofreaders: ['A'], reviewer2: 'C', reviewer3: 'D' };
    expect(piece.state().live?.byline).toEqual(byline);
  });

  it.each([
    ['the author reviews', 'A', 'review', { approve: true }, 'SAME_REVIEWER'],
    ['the first reviewer reviews again', 'B', 'review', { approve: true }, 'SAME_REVIEWER'],
    ['a proof-reader reviews', 'E', 'review', { approve: true }, 'SAME_REVIEWER'],
    ['a reviewer proof-reads', 'B', 'proof', { pass: true }, 'SAME_REVIEWER'],
    ['a reporter reviews', 'reporter1', 'review', { approve: true }, 'FORBIDDEN'],
    ['somebody signs before the reviews are in', 'D', 'sign', {}, 'NOT_ALLOWED_IN_STATE'],
    ['somebody publishes before the signature', 'D', 'publishNow', {}, 'NOT_ALLOWED_IN_STATE'],
    ['the engine is imitated', 'D', 'approveReply', {}, 'FORBIDDEN'],
    ['a review sends back without a word', 'C', 'review', { approve: false }, 'INVALID_INPUT'],
  ] as const)('are refused in R2 when %s', (_what, who, name, data, code) => {
    const piece = pieceOn();
    piece.act('A', 'write', aStory);
    piece.act('A', 'submit');
    piece.act('B', 'review', { approve: true });
    piece.act('E', 'proof', { pass: true });
    expect(piece.state().stage).toBe('R2');
    expect(piece.act(who, name, { ...data })).toBe(code);
  });

  it('are not for one whom the issue accuses, nor for those of an accused unit', () => {
    const piece = pieceOn({ facts: { accused: ['B'] } });
    piece.act('A', 'write', aStory);
    piece.act('A', 'submit');
    expect(piece.act('B', 'review', { approve: true })).toBe('FORBIDDEN');
  });
});

describe('an edit', () => {
  it('voids every signature and goes to R1 with the editor as author', () => {
    const piece = reviewed(pieceOn());
    expect(piece.act('C', 'write', { ...aStory, body: '街道次日清除了楼道里的野广告。' })).toBe('R1');
    expect(piece.state()).toMatchObject({ author: 'C', signatures: [] });
    const voided = piece.records.at(-1)!.events.find(({ type }) => type === 'pieceVoided')!;
    expect((voided.data!['signatures'] as { step: string }[]).map(({ step }) => step)).toEqual([
      'R1',
      'P1',
      'R2',
      'P2',
      'R3',
      'P3',
    ]);
    expect(piece.act('C', 'review', { approve: true })).toBe('SAME_REVIEWER');
  });

  it('with the same words changes nothing', () => {
    const piece = reviewed(pieceOn());
    expect(piece.act('C', 'write', aStory)).toBe('R3');
    expect(piece.state().signatures).toHaveLength(6);
    expect(piece.state().author).toBe('A');
  });

  it('of a label or of the fact sheet voids as well: reviewers signed for them', () => {
    const piece = reviewed(pieceOn());
    expect(piece.act('A', 'write', { ...aStory, claims: [{ text: '当天清除', seq: 6 }] })).toBe('R1');
  });

  it('is locked out while somebody reviews, who is named, and free again when the step is released', () => {
    const piece = pieceOn();
    piece.act('A', 'write', aStory);
    piece.act('A', 'submit');
    expect(piece.act('B', 'claimStep', { work: 'review' })).toBe('R1');
    const edited = { ...aStory, title: '改' };
    expect(piece.act('A', 'write', edited)).toBe('ALREADY_CLAIMED');
    expect(piece.act('C', 'review', { approve: true })).toBe('ALREADY_CLAIMED');
    expect(piece.act('B', 'claimStep', { work: 'proof' })).toBe('SAME_REVIEWER');
    expect(piece.act('C', 'releaseStep', { work: 'review' })).toBe('NOT_ALLOWED_IN_STATE');
    piece.act('B', 'releaseStep', { work: 'review' });
    expect(piece.act('A', 'write', edited)).toBe('R1');
    expect(piece.state().content?.title).toBe('改');
  });

  it('of a signed or scheduled piece takes it off the schedule', () => {
    const piece = reviewed(pieceOn());
    piece.act('D', 'sign');
    expect(piece.act('D', 'schedule', { at: '2026-03-03T09:00:00+08:00' })).toBe('SCHEDULED');
    piece.act('A', 'write', { ...aStory, title: '改' });
    expect(piece.tick('2026-03-03 09:01')).toBe('R1');
    expect(piece.state().live).toBeNull();
  });
});

describe('sending back', () => {
  it.each([
    ['a reviewer', 'B', 'review', { approve: false, remark: '事实不清' }],
    ['a proof-reader', 'E', 'proof', { pass: false, remark: '错字' }],
    ['a reviewer by name', 'B', 'sendBack', { remark: '重写' }],
  ] as const)('by %s leads to the draft with nothing signed', (_who, by, name, data) => {
    const piece = pieceOn();
    piece.act('A', 'write', aStory);
    piece.act('A', 'submit');
    expect(piece.act(by, name, { ...data })).toBe('DRAFT');
    expect(piece.state()).toMatchObject({ signatures: [], clocks: [] });
    expect(piece.act('A', 'submit')).toBe('R1');
  });
});

describe('what may not be reviewed', () => {
  it.each([
    ['no fact sheet', { claims: [] }, 'PROOF_FAILED'],
    ['a claim that the issue has no step for (it has 9)', { claims: [{ text: 'x', seq: 10 }] }, 'PROOF_FAILED'],
    ['a second phone number in the body', { body: '电话13985012345和13985012346' }, 'PROOF_FAILED'],
    ['a plate in the title', { title: '贵A12345违停' }, 'PROOF_FAILED'],
    ['an exact address', { body: '3栋2单元501室' }, 'PROOF_FAILED'],
    ['generated text without a label', { aiGenerated: true }, 'AI_LABEL_MISSING'],
  ])('is %s', (_what, change, code) => {
    const piece = pieceOn();
    expect(piece.act('A', 'write', { ...aStory, ...change })).toBe('DRAFT');
    expect(piece.act('A', 'submit')).toBe(code);
  });

  it('is named, by field, kind and number', () => {
    const piece = pieceOn();
    piece.act('A', 'write', { ...aStory, body: '电话13985012345和13985012346' });
    expect(piece.state().content?.found).toEqual([{ field: 'body', kind: '手机号', count: 2 }]);
  });

  it('is not smuggled in by an edit either', () => {
    const piece = reviewed(pieceOn());
    expect(piece.act('A', 'write', { ...aStory, body: '电话13985012345' })).toBe('PROOF_FAILED');
    expect(piece.state()).toMatchObject({ stage: 'R3', content: { body: aStory.body } });
  });

  it('is fit again with the label of generated text, or with the text already masked', () => {
    const aiLabel = { attribute: 'AI 生成', provider: 'x', contentId: '1' };
    const piece = pieceOn();
    piece.act('A', 'write', { ...aStory, body: '电话〔手机号〕', aiGenerated: true, aiLabel });
    expect(piece.act('A', 'submit')).toBe('R1');
  });
});

describe('the signature', () => {
  it('waits for the approval of the issue’s reply', () => {
    const piece = reviewed(pieceOn({ replyApproved: false }));
    expect(piece.act('D', 'sign')).toBe('REPLY_NOT_APPROVED');
    piece.act('system', 'approveReply');
    expect(piece.act('D', 'sign')).toBe('SIGNED');
  });

  it.each([
    ['the piece is sensitive', {}, { sensitive: true }],
    ['it exposes', {}, { exposing: true }],
    ['the issue is sensitive', { facts: { sensitivity: 'sensitive' } }, {}],
  ])('waits for supervision’s consent when %s', (_why, opening, story) => {
    const piece = reviewed(pieceOn(opening), { ...aStory, ...story });
    expect(piece.act('D', 'sign')).toBe('CONSENT_MISSING');
    expect(piece.act('B', 'consent')).toBe('FORBIDDEN');
    piece.act('city.sup', 'consent');
    expect(piece.act('D', 'sign')).toBe('SIGNED');
  });

  it('needs consent anew after an edit', () => {
    const piece = reviewed(pieceOn(), { ...aStory, exposing: true });
    piece.act('city.sup', 'consent');
    piece.act('A', 'write', { ...aStory, exposing: true, title: '改' });
    reviewAll(piece);
    expect(piece.act('D', 'sign')).toBe('CONSENT_MISSING');
  });
});

describe('the limits', () => {
  // Hours 09:00–17:00. R1 from Monday 10:00: 4 wh end at 14:00. R2 from Monday 16:00: one hour there, three on Tuesday: 12:00.
  // R3 from Tuesday 11:00: 1 wd is Wednesday 17:00.
  it('are R1 4 wh, R2 4 wh, R3 1 wd', () => {
    const piece = pieceOn();
    const due = () => pieceViewOf(piece.state()).dueAt;
    piece.act('A', 'write', aStory);
    piece.act('A', 'submit');
    expect(due()).toBe(at('2026-03-02 14:00'));
    piece.at('2026-03-02 16:00');
    piece.act('B', 'review', { approve: true });
    piece.act('A', 'proof', { pass: true });
    expect(due()).toBe(at('2026-03-03 12:00'));
    piece.at('2026-03-03 11:00');
    piece.act('C', 'review', { approve: true });
    piece.act('A', 'proof', { pass: true });
    expect(due()).toBe(at('2026-03-04 17:00'));
  });

  it('are 30 minutes a step on the fast track of grade A, day and night', () => {
    const piece = pieceOn({ facts: { grade: 'A' } }, at('2026-03-02 22:00'));
    piece.at('2026-03-02 22:00');
    piece.act('A', 'write', aStory);
    piece.act('A', 'submit');
    expect(pieceViewOf(piece.state()).dueAt).toBe(at('2026-03-02 22:30'));
  });

  it('tell the shift leader once when passed, and free whoever is held up by a hold', () => {
    const piece = pieceOn();
    piece.act('A', 'write', aStory);
    piece.act('A', 'submit');
    piece.act('B', 'claimStep', { work: 'review' });
    expect(nextPieceWake(piece.state())).toEqual({ plannedAt: at('2026-03-02 14:00'), fireAt: '2026-03-02T06:00:01.000Z' });
    piece.tick('2026-03-02 14:01');
    piece.tick('2026-03-02 15:00');
    const last = piece.records.at(-1)!;
    expect(last.events.map(({ type, plannedAt }) => [type, plannedAt])).toEqual([
      ['limitPassed', at('2026-03-02 14:00')],
      ['stepReleased', at('2026-03-02 14:00')],
    ]);
    expect(last.notices.map(({ address }) => address)).toContainEqual({ to: 'desk', role: 'shiftLeader', district: null });
    expect(piece.state().held.review).toBeNull();
  });
});

describe('publication', () => {
  const published = () => {
    const piece = reviewed(pieceOn());
    piece.act('D', 'sign');
    piece.act('B', 'publishNow');
    return piece;
  };
  const note = (channel: string, more: object) => ({ channel, version: 1, attempt: 1, ...more });

  it('happens by itself at the instant it was set for, which lies ahead', () => {
    const piece = reviewed(pieceOn());
    piece.act('D', 'sign');
    expect(piece.act('D', 'schedule', { at: '2026-03-02T09:00:00+08:00' })).toBe('INVALID_INPUT');
    piece.act('D', 'schedule', { at: '2026-03-03T09:00:00+08:00' });
    expect(piece.tick('2026-03-03 08:59')).toBe('SCHEDULED');
    expect(piece.tick('2026-03-03 09:00')).toBe('PUBLISHED');
    expect(piece.state().live?.publishedAt).toBe(at('2026-03-03 09:00'));
  });

  it('tells every channel and, once, the issue', () => {
    expect(
      published()
        .dispatches()
        .map((one) => [one.kind, 'channel' in one ? one.channel : null]),
    ).toEqual([
      ['publishPiece', 'site'],
      ['publishPiece', 'hook'],
      ['tellIssue', null],
    ]);
  });

  it('keeps each channel’s own result; a failed one is tried again by command, a sent one is not', () => {
    const piece = published();
    piece.act('system', 'noteDelivery', note('site', { ok: true, id: 'T1-p1' }));
    piece.act('system', 'noteDelivery', note('hook', { ok: false, code: 'HTTP_410' }));
    expect(piece.state().channels.map(({ channel, state, id, code }) => [channel, state, id, code])).toEqual([
      ['site', 'sent', 'T1-p1', null],
      ['hook', 'failed', null, 'HTTP_410'],
    ]);
    expect(piece.act('B', 'retryChannel', { channel: 'site' })).toBe('NOT_ALLOWED_IN_STATE');
    piece.act('B', 'retryChannel', { channel: 'hook' });
    expect(piece.dispatches().at(-1)).toMatchObject({ channel: 'hook', version: 1, attempt: 2 });
    piece.act('system', 'noteDelivery', note('hook', { ok: false, code: 'LATE' }));
    expect(piece.state().channels[1]!.state).toBe('pending');
    piece.act('system', 'noteDelivery', note('hook', { attempt: 2, ok: true, id: 'm2' }));
    expect(piece.state().channels[1]).toMatchObject({ state: 'sent', id: 'm2', attempt: 2 });
  });

  it('is answered, not done again, when its command comes twice', () => {
    const piece = reviewed(pieceOn());
    piece.act('D', 'sign', {}, 'same');
    const seq = piece.state().seq;
    expect(piece.act('D', 'sign', {}, 'same')).toBe('SIGNED');
    expect(piece.state().seq).toBe(seq);
  });

  describe('when the facts changed', () => {
    // Monday 10:00 + 4 wh = 14:00.
    it('asks for a decision within 4 wh, and says so to supervision when none comes', () => {
      const piece = published();
      piece.act('system', 'changeFacts');
      expect(pieceViewOf(piece.state())).toMatchObject({ factsChangedAt: piece.state().at, dueAt: at('2026-03-02 14:00') });
      piece.tick('2026-03-02 14:01');
      expect(piece.records.at(-1)!.notices.map(({ address }) => ('role' in address ? address.role : null))).toEqual([
        'shiftLeader',
        'citySupervision',
      ]);
    });

    it('stands by decision, and its flag and clock are gone', () => {
      const piece = published();
      expect(piece.act('B', 'standBy', { reason: '不变' })).toBe('NOT_ALLOWED_IN_STATE');
      piece.act('system', 'changeFacts');
      expect(piece.act('B', 'standBy', { reason: '不变' })).toBe('PUBLISHED');
      expect(piece.state()).toMatchObject({ factsChangedAt: null, clocks: [] });
    });

    it('is corrected the whole way again, while what is public stands', () => {
      const piece = published();
      piece.act('system', 'changeFacts');
      expect(piece.act('E', 'correct', { ...aStory, body: '街道次日清除。', note: '时间有误，特此更正。' })).toBe('R1');
      expect(piece.state()).toMatchObject({ factsChangedAt: null, author: 'E', live: { version: 1 } });
      reviewAll(piece);
      expect(piece.act('D', 'sign')).toBe('REPLY_NOT_APPROVED');
      piece.act('system', 'approveReply');
      piece.act('D', 'sign');
      expect(piece.act('B', 'publishNow')).toBe('CORRECTED');
      expect(piece.state().live).toMatchObject({ version: 2, correction: { text: '时间有误，特此更正。' } });
      expect(piece.dispatches().filter(({ kind }) => kind === 'tellIssue')).toHaveLength(1);
    });

    it('is withdrawn from every channel, and over when all of them know', () => {
      const piece = published();
      expect(piece.act('B', 'withdrawPiece', { reason: '失实' })).toBe('WITHDRAWN');
      expect(piece.state().final).toBe(false);
      for (const channel of ['site', 'hook']) piece.act('system', 'noteDelivery', { ...note(channel, { ok: true }), version: 2 });
      expect(piece.state().final).toBe(true);
    });

    it('goes back to its author when it was not out yet', () => {
      const piece = reviewed(pieceOn());
      piece.act('D', 'sign');
      expect(piece.act('system', 'changeFacts')).toBe('DRAFT');
      expect(piece.state()).toMatchObject({ replyApproved: false, signatures: [] });
    });
  });
});

describe('an unpublished piece that is withdrawn', () => {
  it('is over at once and tells its issue that nothing was published', () => {
    const piece = pieceOn();
    expect(piece.act('B', 'withdrawPiece', { reason: '不写了' })).toBe('WITHDRAWN');
    expect(piece.state().final).toBe(true);
    expect(piece.dispatches()).toMatchObject([{ kind: 'tellIssue', published: false }]);
  });
});

describe('another edition of the calendar', () => {
  const asked = { calendar: 'guiyang', edition: 2 };

  it('moves the limit that runs, from its own start, and tells whose turn it is and the author', () => {
    const piece = pieceOn();
    piece.act('A', 'write', aStory);
    piece.act('A', 'submit');
    // R1 is 4 wh from Monday 10:00: 14:00; Monday closed, the four hours are Tuesday's: 09:00 to 13:00
    expect(piece.state().clocks).toMatchObject([{ kind: 'review1', dueAt: at('2026-03-02 14:00') }]);
    expect(piece.act('keeper', 'applyCalendar', asked)).toBe('R1');
    expect(piece.state()).toMatchObject({ editions: { guiyang: 2 }, clocks: [{ dueAt: at('2026-03-03 13:00') }] });
    const moved = { clock: 'review1', from: at('2026-03-02 14:00'), to: at('2026-03-03 13:00'), cause: 'calendarImport' };
    expect(piece.records.at(-1)?.events).toMatchObject([{ type: 'dueChanged', data: moved }]);
    expect(piece.records.at(-1)?.notices.map(({ address }) => address)).toEqual([
      { to: 'desk', role: 'editor', district: null },
      { to: 'person', person: 'A' },
    ]);
  });

  it('is a step though it moves nothing, and the next limit is reckoned by it', () => {
    const piece = pieceOn();
    const before = piece.records.length;
    expect(piece.act('keeper', 'applyCalendar', asked)).toBe('DRAFT');
    expect(piece.records.length).toBe(before + 1);
    piece.act('A', 'write', aStory);
    piece.act('A', 'submit');
    expect(piece.state().clocks).toMatchObject([{ dueAt: at('2026-03-03 13:00') }]);
  });

  it('is refused twice, unknown, and to people of the newsroom; nobody is offered it', () => {
    const piece = pieceOn();
    piece.act('keeper', 'applyCalendar', asked);
    expect(piece.act('keeper', 'applyCalendar', asked)).toBe('NOT_ALLOWED_IN_STATE');
    expect(piece.act('keeper', 'applyCalendar', { ...asked, edition: 3 })).toBe('NOT_FOUND');
    expect(piece.act('A', 'applyCalendar', asked)).toBe('FORBIDDEN');
    expect(allowedPieceCommands(piece.state(), actorOf('keeper'))).toEqual([]);
  });
});

describe('the list of allowed commands', () => {
  it('is what the guards let pass, by stage and person', () => {
    const piece = pieceOn();
    expect(allowedPieceCommands(piece.state(), actorOf('reporter1'))).toEqual(['write']);
    piece.act('A', 'write', aStory);
    piece.act('A', 'submit');
    const forB = ['write', 'claimStep', 'review', 'proof', 'sendBack', 'withdrawPiece'];
    expect(allowedPieceCommands(piece.state(), actorOf('B'))).toEqual(forB);
    expect(allowedPieceCommands(piece.state(), actorOf('city.sup'))).toEqual(['consent']);
  });
});
