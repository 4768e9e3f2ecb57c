import { bodyOf } from '../../designer/workbench/intake-body';

const typed = { source: 'desk', category: 'posters', text: '楼道贴满野广告', anonymous: true };

describe('an intake that a clerk registers', () => {
  it('needs no number of another system: blank fields are not sent', () => {
    const blank = { externalId: '', district: '520103', address: '  ', name: '', phone: ' 13985012345 ' };
    expect(bodyOf({ ...typed, ...blank }, [])).toEqual({
      ...typed,
      district: '520103',
      reporter: { phone: '13985012345' },
      photos: [],
    });
  });

  it('carries the number that makes it one, however often it is registered', () => {
    expect(bodyOf({ ...typed, externalId: 'T-77' }, []).reporter).toEqual({});
    expect(bodyOf({ ...typed, externalId: 'T-77' }, [])).toHaveProperty('externalId', 'T-77');
  });
});
