import type { CitySettings } from '#store';

/** The city's categories as Open311 services. */
export const servicesOf = ({ categories }: CitySettings) =>
  categories.map(({ key, name, description, group, keywords }) => ({
    service_code: key,
    service_name: name.zh,
    description: description?.zh ?? name.en,
    metadata: true,
    type: 'realtime' as const,
    keywords: keywords.join(','),
    group: group?.zh ?? '',
  }));

/** What a report of any category may say beyond the standard fields: where in the city, by the city's own divisions. */
export function definitionOf({ districts, streets }: CitySettings, serviceCode: string) {
  const attribute = (code: string, order: number, description: string, values: { key: string; name: string }[]) => ({
    ...{
      variable: true,
      code,
      datatype: 'singlevaluelist' as const,
      required: false,
      datatype_description: '',
      order,
      description,
      values,
    },
  });
  return {
    service_code: serviceCode,
    attributes: [
      attribute(
        'district',
        1,
        '区（市、县） / district',
        districts.map(({ code, name }) => ({ key: code, name: name.zh })),
      ),
      attribute(
        'street',
        2,
        '街道（乡镇） / street',
        streets.map(({ code, name }) => ({ key: code, name: name.zh })),
      ),
    ],
  };
}
