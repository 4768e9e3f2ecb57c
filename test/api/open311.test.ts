import { XMLParser } from 'fast-xml-parser';
import { type Api, givenIssue, open311Key, routed, startApi } from './harness';

const xml = new XMLParser({ parseTagValue: false });

describe('Open311 GeoReport v2', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  }, 60_000);
  afterAll(() => api.stop());

  const post = (fields: Record<string, string>, format = 'json') =>
    api.http
      .post(`/open311/v2/requests.${format}`)
      .type('form')
      .send({ api_key: open311Key, ...fields });
  const report = { service_code: 'posters', description: '墙上有野广告', address_string: '普陀路' };

  it('lists services in JSON and XML, for any page', async () => {
    const json = await api.http.get('/open311/v2/services.json').set('origin', 'https://elsewhere.example');
    expect(json.headers['access-control-allow-origin']).toBe('*');
    expect(json.body[0]).toEqual({
      ...{ service_code: 'posters', service_name: '野广告', description: 'Illegal posters', metadata: true },
      ...{ type: 'realtime', keywords: '野广告', group: '' },
    });
    const asXml = await api.http.get('/open311/v2/services.xml');
    expect(asXml.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(asXml.text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<services>\s*<service>\s*<service_code>posters/);
  });

  it('defines a service, and answers 404 for one there is not', async () => {
    const definition = await api.http.get('/open311/v2/services/posters.json?jurisdiction_id=gy-base');
    expect(definition.body.service_code).toBe('posters');
    expect(definition.body.attributes[0]).toMatchObject({
      variable: true,
      code: 'district',
      datatype: 'singlevaluelist',
      required: false,
      order: 1,
    });
    const asXml = xml.parse((await api.http.get('/open311/v2/services/posters.xml')).text);
    expect(asXml.service_definition.attributes.attribute[0].values.value[0]).toEqual({ key: '520102', name: '南明区' });
    const missing = await api.http.get('/open311/v2/services/dragons.json');
    expect([missing.status, missing.body]).toEqual([404, [{ code: 404, description: 'service_code was not found' }]]);
    const missingXml = xml.parse((await api.http.get('/open311/v2/services/dragons.xml')).text);
    expect(missingXml.errors.error).toEqual({ code: '404', description: 'service_code was not found' });
  });

  it('knows one jurisdiction', async () => {
    const answer = await api.http.get('/open311/v2/services.json?jurisdiction_id=elsewhere.gov');
    expect([answer.status, answer.body[0].description]).toEqual([404, 'jurisdiction_id was not found']);
  });

  it('takes a request and shows it', async () => {
    const created = await post({ ...report, 'attribute[street]': '520103023', lat: '26.6', long: '106.7' });
    expect(created.status).toBe(201);
    const id = created.body[0].service_request_id;
    expect(created.body).toEqual([{ service_request_id: id, service_notice: '', account_id: '' }]);
    const shown = await api.http.get(`/open311/v2/requests/${id}.json`);
    expect(shown.body).toHaveLength(1);
    // before first review the public reads category and street alone
    expect(shown.body[0]).toMatchObject({
      service_request_id: id,
      status: 'open',
      service_code: 'posters',
      service_name: '野广告',
      description: '',
      lat: null,
    });
    expect(shown.body[0].address).toBe('云岩区普陀路街道');
  });

  it('answers XML by the specification’s names', async () => {
    const created = await post(report, 'xml');
    const id = xml.parse(created.text).service_requests.request.service_request_id as string;
    const shown = xml.parse((await api.http.get(`/open311/v2/requests/${id}.xml`)).text);
    expect(shown.service_requests.request).toMatchObject({
      service_request_id: id,
      status: 'open',
      lat: '',
      requested_datetime: '2026-11-23T02:00:00.000Z',
    });
  });

  it('names everything that is missing: 400, an unknown service: 404, an unknown key: 403', async () => {
    const bare = await post({});
    expect([bare.status, bare.body]).toEqual([
      400,
      [
        { code: 400, description: 'service_code was not provided' },
        { code: 400, description: 'a location is required: lat and long, address_string or address_id' },
        { code: 400, description: 'description was not provided' },
      ],
    ]);
    const { address_string: _place, ...nowhere } = report;
    expect((await post(nowhere)).status).toBe(400);
    expect((await post({ ...nowhere, lat: '26.6' })).body[1].description).toMatch(/lat and long must be/);
    expect((await post({ ...report, service_code: 'dragons' })).status).toBe(404);
    expect((await post({ ...report, api_key: 'not a key of ours' })).body[0].code).toBe(403);
    const several = xml.parse((await post({}, 'xml')).text);
    expect(several.errors.error).toHaveLength(3);
  });

  it('answers 200 and the same id to the same external_id and key', async () => {
    const first = await post({ ...report, external_id: 'theirs-1' });
    const again = await post({ ...report, external_id: 'theirs-1' });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
  });

  it('shows the masked text, the unit and the promise after first review', async () => {
    const clerk = await api.signIn('verifier1');
    const no = await givenIssue(api, clerk);
    await routed(api, no);
    const { body } = await api.http.get(`/open311/v2/requests/${no}.json`);
    expect(body[0].description).toBe('普陀路〔地址〕贴满野广告，电话〔手机号〕');
    expect(body[0].agency_responsible).not.toBe('');
    // accepted at review on Monday 23 November at 10:00; grade C promises five working days: Monday the 30th, 17:00 local
    expect(body[0].expected_datetime).toBe('2026-11-30T09:00:00.000Z');
    expect(JSON.stringify(body)).not.toMatch(/张三丰|1398501|1388501/);
  });

  it('filters by id, service, status and span', async () => {
    const clerk = await api.signIn('verifier1');
    const water = await givenIssue(api, clerk, { category: 'water' });
    const reviewer = await api.signIn('reviewer1');
    await clerk.post(`/api/issues/${water}/commands`, { name: 'verify', data: {} });
    await reviewer.post(`/api/issues/${water}/commands`, { name: 'reject', data: { reasonCode: 'noFacts' } });
    const ids = async (query: string) =>
      (await api.http.get(`/open311/v2/requests.json?${query}`)).body.map(
        (one: { service_request_id: string }) => one.service_request_id,
      );
    expect(await ids('service_code=water')).toEqual([water]);
    expect(await ids('service_code=water&status=open')).toEqual([]);
    expect(await ids('service_code=water&status=closed')).toEqual([water]);
    expect(await ids(`service_request_id=${water},GB-2026-999999`)).toEqual([water]);
    expect(await ids('start_date=2026-11-23T01:00:00Z&end_date=2026-11-23T03:00:00Z')).toContain(water);
    expect(await ids('start_date=2026-11-01T00:00:00Z&end_date=2026-11-22T00:00:00Z')).toEqual([]);
  });

  it('refuses spans over 90 days and what is no instant', async () => {
    // 1 January to 2 April 2026 is 31 + 28 + 31 + 1 = 91 days
    const long = await api.http.get('/open311/v2/requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-04-02T00:00:00Z');
    expect([long.status, long.body[0].description]).toEqual([400, 'start_date and end_date may lie at most 90 days apart']);
    expect((await api.http.get('/open311/v2/requests.json?start_date=yesterday')).status).toBe(400);
    expect((await api.http.get('/open311/v2/requests.json?service_code=dragons')).status).toBe(404);
    expect((await api.http.get('/open311/v2/requests/GB-2026-999999.json')).body[0].code).toBe(404);
  });

  it('gives the id behind a token, and where it lives', async () => {
    const id = (await post(report)).body[0].service_request_id;
    expect((await api.http.get(`/open311/v2/tokens/${id}.json`)).body).toEqual([{ service_request_id: id, token: id }]);
    expect((await api.http.get('/open311/v2/tokens/none.json')).status).toBe(404);
    const discovery = await api.http.get('/open311/discovery.json');
    expect(discovery.body.endpoints[0]).toMatchObject({
      specification: 'http://wiki.open311.org/GeoReport_v2',
      type: 'production',
      formats: ['text/xml', 'application/json'],
    });
    const asXml = xml.parse((await api.http.get('/open311/discovery.xml')).text);
    expect(asXml.discovery.endpoints.endpoint.formats.format).toEqual(['text/xml', 'application/json']);
  });

  it('reads Accept where the address has no ending', async () => {
    expect((await api.http.get('/open311/v2/services').set('accept', 'text/xml')).headers['content-type']).toMatch(/^text\/xml/);
    expect((await api.http.get('/open311/v2/services')).headers['content-type']).toMatch(/^application\/json/);
  });
});
