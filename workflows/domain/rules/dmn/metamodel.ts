import { DmnModdle } from 'dmn-moddle';
import dmn13 from 'dmn-moddle/resources/dmn/json/dmn13.json';

/** What DMN 1.4 and 1.5 added to the metamodel that dmn-moddle (1.3) knows: boxed conditionals, filters and iterators. */
const expression = (name: string, properties: readonly [string, string][]) => ({
  name,
  superClass: ['Expression'],
  properties: properties.map(([property, type]) => ({ name: property, type, xml: { serialize: 'property' } })),
});

const iterator = (name: string, result: string) => ({
  ...expression(name, [
    ['in', 'ChildExpression'],
    [result, 'ChildExpression'],
  ]),
  properties: [
    { name: 'iteratorVariable', type: 'String', isAttr: true },
    { name: 'in', type: 'ChildExpression', xml: { serialize: 'property' } },
    { name: result, type: 'ChildExpression', xml: { serialize: 'property' } },
  ],
});

const added = [
  {
    name: 'ChildExpression',
    properties: [
      { name: 'id', type: 'String', isAttr: true, isId: true },
      { name: 'typeRef', type: 'String', isAttr: true },
      { name: 'value', type: 'Expression' },
    ],
  },
  expression('Conditional', [
    ['if', 'ChildExpression'],
    ['then', 'ChildExpression'],
    ['else', 'ChildExpression'],
  ]),
  expression('Filter', [
    ['in', 'ChildExpression'],
    ['match', 'ChildExpression'],
  ]),
  iterator('For', 'return'),
  iterator('Some', 'satisfies'),
  iterator('Every', 'satisfies'),
];

type Descriptor = { readonly name: string; readonly properties?: readonly { readonly name: string }[] };

/** 1.5: an item definition's type constraint holds for each item of a collection, allowed values for the whole. */
const extended = (type: Descriptor): Descriptor =>
  type.name === 'ItemDefinition'
    ? {
        ...type,
        properties: (type.properties ?? []).flatMap((property) =>
          property.name === 'allowedValues'
            ? [property, { name: 'typeConstraint', type: 'UnaryTests', xml: { serialize: 'property' } }]
            : [property],
        ),
      }
    : type;

let made: DmnModdle | undefined;

/** The reader and writer of DMN XML; made once, since it holds nothing of what it reads. */
export const moddle = (): DmnModdle =>
  (made ??= new DmnModdle({ dmn: { ...dmn13, types: [...(dmn13.types as Descriptor[]).map(extended), ...added] } }));
