import type { People } from './people';
import type { Said } from './resident';

/** Who plays in the seed's story: the three residents, the three units, the media that follow. */
export const putuo = '普陀路街道办';
export const lanhuadu = '兰花都街道办';
export const police = 'GA-520115';
export const units = [putuo, lanhuadu, police];
/** The unit that lets its time pass. */
export const lateUnit: string = units[1] ?? lanhuadu;
/** City and district media centres follow together. */
export const media = ['RMT', 'RM-520103'];

export const residents: readonly [Said, Said, Said] = [
  {
    name: '罗先生',
    phone: '13985010001',
    district: '520103',
    street: '520103023',
    text: '普陀路沿街墙面和楼道贴满野广告，撕了又贴，请管一管。',
  },
  {
    name: '陈女士',
    phone: '13985010002',
    district: '520102',
    street: '520102034',
    text: '兰花都小区单元门、电梯里全是野广告，老人常被骗。',
  },
  { name: '吴先生', phone: '13985010003', district: '520115', text: '观山湖区公交站台、电线杆上喷涂野广告，影响市容。' },
];

const desk = ['admin1', 'verifier1', 'reviewer1', 'replyreviewer1', 'operator1'];
const newsroom = ['reporter1', 'editor1', 'secondreviewer1', 'finalreviewer1', 'proofreader1', 'proofreader2'];

/** Everybody of the story signs in before it begins: the desk's clock does not wait for passwords. */
export async function gather(people: People): Promise<void> {
  const ofUnits = [...units, ...media].flatMap((unit) => [`${unit}.liaison`, `${unit}.head`]);
  await Promise.all([...desk, ...newsroom, ...ofUnits].map((id) => people.as(id)));
}
