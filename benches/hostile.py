#!/usr/bin/env python3
"""Content that means harm, against the program as a user runs it.

    cargo build --release && benches/hostile.py [--only WORDS] [--dir /dev/shm]

Each case is a project of its own, made in a temporary folder; `check` is run on it, and told are the exit code, wall and
CPU seconds, peak memory, how much was found beyond what is said of the study that every case is made of, and the first of
it. A run that takes more than a minute of CPU time or 4 GiB is ended.
"""

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SITE = 'title = "Proof"\npublisher = "Ledgerline Ltd"\nproducts = ["Intake"]\nbase_url = "https://proof.example"\n' \
    'contact = "proof@ledgerline.example"\n'
CARD = 'customer: Northwind Clinic\nproblem: Nurses typed every intake form twice.\n' \
    'outcome: Intake now takes one pass.\nquote: I go home on time on Mondays.\n'
RECORD = 'evidence:\n  a: {kind: measurement, unit: hours, before: 11, after: 2.5, source: customer-system, ' \
    'collected: 2026-06-01, file: w.csv, data: {column: hours, statistic: mean, by: phase}}\n'
# What is said of the study that every case is made of.
OF_ANY = r'\[(missing-consent|undeclared-relationship|unattributed-quote|coverage-unstated)\]'
MB100 = 100 * 1000 * 1000
DEEP = 10_000
# A run that goes beyond is ended.
MOST_SECONDS = 60
MOST_MIB = 4096
# Just below what a text may hold.
FULL = 1_040_000


def big(unit):
    """Stands for 100 MB of `unit`; held here, they would count as the program's memory."""
    return f'\x02{unit}\x03'


def study(front='', body='The body.\n'):
    return f'---\n{CARD}{front}---\n\n{body}'


def body(text):
    return {'content/studies/a.md': study(body=text)}


def front(text):
    return {'content/studies/a.md': study(text)}


def template(text, **others):
    files = {'site.toml': f'theme = "mine"\n{SITE}', 'content/studies/a.md': study(),
             'themes/mine/templates/study.html': text}
    return files | {f'themes/mine/templates/{name}.html': words for name, words in others.items()}


def bomb():
    rows = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    rows += [f'a{i}: &a{i} [{", ".join([f"*a{i - 1}"] * 9)}]' for i in range(1, 10)]
    return 'extra:\n' + ''.join(f'  {row}\n' for row in rows)


LINKS = ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', '&#106;avascript:alert(1)', '&#x6A;avascript&colon;alert(1)',
         'java&Tab;script:alert(1)', 'java&NewLine;script:alert(1)', '\x01javascript:alert(1)', 'java%73cript:alert(1)',
         'vbscript:msgbox(1)', 'data:text/html,<script>alert(1)</script>', 'data:image/svg+xml,<svg onload=alert(1)>',
         '//evil.example/x', 'file:///etc/passwd', 'blob:x', 'feed:javascript:alert(1)', 'view-source:javascript:alert(1)']
HTML = ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<iframe src=javascript:alert(1)></iframe>',
        '<svg><script>alert(1)</script></svg>', '<math><mi xlink:href="javascript:alert(1)">', '<style>@import "x"</style>',
        '<base href="//evil.example">', '<meta http-equiv=refresh content="0;url=javascript:alert(1)">', '<!--><script>x</script>-->',
        '<a href="javascript:alert(1)">x</a>', '<ScRiPt\n>alert(1)</sCrIpT>', '<details open ontoggle=alert(1)>', '<?xml-stylesheet?>',
        '<![CDATA[<script>x</script>]]>', '</p><script>alert(1)</script>']
PATHS = ['/etc/passwd', '../../../etc/passwd', '..\\..\\secret.csv', 'C:\\secret.csv', 'C:secret.csv', '\\\\server\\share\\x.csv',
         '%2e%2e/%2e%2e/secret.csv', 'a/../../secret.csv', 'a\\0b.csv', './w.csv', 'CON', 'w.csv.', '~/x.csv', '//x/y', 'link.csv']
SVG = ('<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)"><script>alert(1)</script>'
       '<a xlink:href="javascript:alert(1)"><text>x</text></a><foreignObject><iframe src="//evil.example"/></foreignObject>'
       '<image href="https://evil.example/x.png"/><use href="data:image/svg+xml,x#y"/><set attributeName="onclick" to="alert(1)"/>'
       '<style>*{background:url(//evil.example)}</style></svg>')
LAUGHS = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + ''.join(
    f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)) + ']><svg xmlns="http://www.w3.org/2000/svg"><text>&j;</text></svg>'


def cases():
    """Name and files."""
    words = big('word ')
    yield 'raw HTML, 15 forms', body('\n\n'.join(HTML))
    yield 'links that run, 16 forms', body('\n\n'.join(f'[x]({link}) ![y]({link}) <{link}>' for link in LINKS))
    yield 'the same as reference links', body('\n'.join(f'[x{i}][r{i}]\n\n[r{i}]: {link}\n' for i, link in enumerate(LINKS)))
    yield 'the same in front matter', front('customer: {name: N, url: "javascript:alert(1)"}\n'.replace('customer', 'extra'))
    yield 'customer.url that runs', {'content/studies/a.md': study().replace('customer: Northwind Clinic', 'customer: {name: Northwind Clinic, url: "java\\tscript:alert(1)"}')}
    yield 'a drawing with scripts', {**{'content/studies/a/index.md': study(body='![a drawing](logo.svg)\n')}, 'content/studies/a/logo.svg': SVG}
    yield 'a drawing of entities (billion laughs)', {'content/studies/a/index.md': study(body='![a drawing](logo.svg)\n'), 'content/studies/a/logo.svg': LAUGHS}
    yield 'a drawing 10,000 deep', {'content/studies/a/index.md': study(body='![a drawing](logo.svg)\n'), 'content/studies/a/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg">' + '<g>' * DEEP + '</g>' * DEEP + '</svg>'}
    yield 'a static drawing with scripts', {'content/studies/a.md': study(), 'static/logo.svg': SVG}
    yield 'evidence paths, 15 forms', front('evidence:\n' + ''.join(f"  r{i}: {{kind: document, title: t, issuer: i, date: 2026-01-01, file: '{path}'}}\n" for i, path in enumerate(PATHS)))
    yield 'image paths, 15 forms', body('\n\n'.join(f'![words](<{path}>)' for path in PATHS))
    yield 'aliases, 15 forms', front('aliases:\n' + ''.join(f"  - '{path}'\n" for path in PATHS))
    yield 'an evidence path with NUL', front('evidence:\n  r: {kind: document, title: t, issuer: i, date: 2026-01-01, file: "a\\0b.csv"}\n')
    yield 'slugs: dots, blanks, reserved names', {f'content/studies/{name}.md': study() for name in ['...', ' ', 'con', '%2e%2e', 'a%2fb', '-', 'index.html', '\u202egpj']}
    yield 'a study that is a link to /etc/passwd', {'content/studies/a.md': study(), 'content/studies/p.md': ('link', '/etc/passwd')}
    yield 'a folder that is a link to itself', {'content/studies/a.md': study(), 'content/studies/b': ('link', '.')}
    yield 'output below the project: "../.."', {'site.toml': SITE + 'output = "../.."\n', 'content/studies/a.md': study()}
    yield 'loops in loops', template('{% set all = range(end=100000) %}{% for a in all %}{% for b in all %}{% endfor %}{% endfor %}')
    yield 'a component that calls itself twice', template('{% component m(n: integer) %}{{ <m n={n + 1} /> }}{{ <m n={n + 1} /> }}{% endcomponent m %}{{ <m n={0} /> }}')
    yield 'a page without an end', template('{% for i in range(end=100000) %}' + 'word ' * 2000 + '{% endfor %}')
    yield 'text doubled in a variable', template('{% set a = "0123456789abcdef" %}{% for i in range(end=60) %}{% set_global a = a ~ a %}{% endfor %}{{ a }}')
    yield 'a list doubled in a variable', template('{% set a = [1, 2] %}{% for i in range(end=60) %}{% set_global a = [a, a] %}{% endfor %}{{ a }}')
    yield 'text doubled without a loop', template('{% set a = "0123456789abcdef" %}' + '{% set a = a ~ a %}' * 60)
    yield 'text replaced by itself', template('{% set a = "xxxxxxxxxxxxxxxx" %}' + '{% set a = a | replace(from="x", to=a) %}' * 10)
    yield 'text indented by 2,000,000,000', template('{{ "a\nb" | indent(width=2000000000) }}')
    yield 'expressions 10,000 deep', template('{{ ' + '(' * DEEP + '1' + ')' * DEEP + ' }}')
    yield 'lists 10,000 deep in a template', template('{{ ' + '[' * DEEP + '1' + ']' * DEEP + ' }}')
    yield 'blocks 10,000 deep', template('{% if true %}' * DEEP + 'x' + '{% endif %}' * DEEP)
    yield 'a sum of 100,000 parts', template('{{ 1' + ' + 1' * 100_000 + ' }}')
    yield 'a chain of 100,000 filters', template('{{ "a"' + ' | upper' * 100_000 + ' }}')
    yield 'YAML bomb of aliases', front(bomb())
    yield 'YAML lists 10,000 deep', front('extra: ' + '[' * DEEP + ']' * DEEP + '\n')
    yield 'YAML tables 10,000 deep', front('extra: ' + '{a: ' * DEEP + '1' + '}' * DEEP + '\n')
    yield 'YAML blocks 10,000 deep', front('extra:\n' + ''.join(' ' * i + '- \n' for i in range(1, 2000)))
    yield 'YAML dashes 10,000 deep', front('extra:\n  ' + '- ' * DEEP + 'x\n')
    yield 'YAML question marks 10,000 deep', front('extra:\n  ' + '? ' * DEEP + 'x\n')
    yield 'YAML brackets that never close', front('extra: ' + '[' * 1_000_000 + '\n')
    yield 'TOML lists 10,000 deep', {'site.toml': SITE + 'extra = ' + '[' * DEEP + ']' * DEEP + '\n', 'content/studies/a.md': study()}
    yield 'TOML tables 10,000 deep', {'site.toml': SITE + '[' + '.'.join(['a'] * DEEP) + ']\n', 'content/studies/a.md': study()}
    yield 'TOML keys 10,000 deep', {'site.toml': SITE + '.'.join(['a'] * DEEP) + ' = 1\n', 'content/studies/a.md': study()}
    yield 'lists 10,000 deep', body('- ' * DEEP + 'x\n')
    yield 'quotes 10,000 deep', body('>' * DEEP + 'x\n')
    yield 'brackets 10,000 deep', body('[' * DEEP + 'x' + ']' * DEEP + '\n')
    yield 'images 10,000 deep', body('![' * DEEP + 'x' + '](y)' * DEEP + '\n')
    yield 'links 10,000 deep', body('[' * DEEP + 'x' + '](https://a.example)' * DEEP + '\n')
    yield 'emphasis 10,000 deep', body('*a _b ' * DEEP + 'x' + ' b_ a*' * DEEP + '\n')
    yield 'HTML 10,000 deep', body('<div>' * DEEP + 'x' + '</div>' * DEEP + '\n')
    yield 'lists by indent, 1,000 deep', body(''.join('  ' * i + '- x\n' for i in range(1000)))
    yield 'footnotes in a circle, 10,000', body('x[^0]\n\n' + ''.join(f'[^{i}]: y [^{(i + 1) % DEEP}]\n\n' for i in range(DEEP)))
    yield 'a table of 10,000 columns', body('|a' * DEEP + '|\n' + '|-' * DEEP + '|\n' + ('|1' * DEEP + '|\n') * 20)
    yield '100,000 headings alike', body('# Same\n\n' * 100_000)
    yield '100,000 link definitions', body(''.join(f'[a{i}]: https://x.example/{i}\n' for i in range(100_000)) + ''.join(f'[a{i}] ' for i in range(100_000)))
    yield '1,000,000 backticks of all lengths', body(' '.join('`' * i for i in range(1, 1400)))
    yield '1,000,000 unclosed brackets', body('[' * 1_000_000)
    yield '1,000,000 unclosed links', body('[a](' * 250_000)
    yield '1,000,000 unclosed comments', body('<!-- ' * 200_000)
    yield '1,000,000 stars', body('*a ' * 333_000)
    yield '100,000 claims in one line', body('cut it by 62% and ' * 100_000)
    yield 'interpreted HTML of 100,000 entities', body('&#106;' * 100_000 + '\n')
    yield '1 MB of unclosed brackets', body('[' * FULL)
    yield '1 MB of stars', body('*a ' * (FULL // 3))
    yield '1 MB of table', body('|a' * 1000 + '|\n' + '|-' * 1000 + '|\n' + ('|1' * 1000 + '|\n') * (FULL // 2010 - 3))
    yield '1 MB of list items', body('- x\n' * (FULL // 4))
    yield '1 MB of headings', body('# a\n' * (FULL // 4))
    yield '1 MB of headings, each different', body(''.join(f'# {i}\n' for i in range(FULL // 9)))
    yield '1 MB of footnotes', body('[^a]' * (FULL // 8) + '\n\n[^a]: y ' + '[^a]' * (FULL // 8))
    yield '1 MB of link definitions', body(''.join(f'[a{i}]: //x/{i}\n' for i in range(FULL // 27)) + ''.join(f'[a{i}] ' for i in range(FULL // 27)))
    yield '1 MB of claims', body('cut it by 62% and ' * (FULL // 18))
    yield '1 MB of claims, a paragraph each', body('cut it by 62%.\n\n' * (FULL // 17))
    yield '1 MB of links to evidence', body('[62%](evidence:a) ' * (FULL // 18))
    yield '1 MB of links that are broken', body('[x](y.md) ' * (FULL // 10))
    yield '1 MB of allowances', body('<!-- proofmark: allow(hearsay) x -->\n\n' * (FULL // 39))
    yield '1 MB of entities', body('&#106;' * (FULL // 6))
    yield '1 MB of addresses', body('a@b.example ' * (FULL // 12))
    yield '1 MB of numbers', body('1 ' * (FULL // 2))
    yield '1 MB in one number', body('Saved ' + '1' * FULL + ' hours.')
    yield '1 MB in one word', body('x' * FULL)
    yield '1 MB of HTML', body('<b>' * (FULL // 3))
    yield '1 MB of quotation marks', body('"a ' * (FULL // 3))
    yield '1 MB of YAML keys', front('extra:\n' + ''.join(f'  k{i}: v\n' for i in range(FULL // 12)))
    yield '1 MB of unknown keys', front(''.join(f'k{i}: v\n' for i in range(FULL // 12)))
    yield '1 MB of records', front('evidence:\n' + ''.join(f'  k{i}: {{kind: x}}\n' for i in range(FULL // 20)))
    yield '1 MB of quotes', front('quotes:\n' + '  - Words that are said.\n' * (FULL // 25))
    yield '1 MB of quotes, each different', front('quotes:\n' + ''.join(f'  - Words {i} that are said.\n' for i in range(FULL // 32)))
    yield '1 MB of tags', front('tags: [' + ', '.join(f't{i}' for i in range(FULL // 9)) + ']\n')
    yield '1 MB of aliases', front('aliases:\n' + ''.join(f'  - /a/{i}/\n' for i in range(FULL // 15)))
    yield '1 MB in one folded string', front('limits: >\n' + '  words of it\n' * (FULL // 14))
    yield '1 MB of escapes', front('limits: "' + '\\x41' * (FULL // 4) + '"\n')
    yield '1 MB of rules in site.toml', {'site.toml': SITE + '[rules]\n' + ''.join(f'k{i} = "off"\n' for i in range(FULL // 15)), 'content/studies/a.md': study()}
    yield '1 MB of products in site.toml', {'site.toml': SITE.replace('["Intake"]', '[' + ', '.join(f'"P{i}"' for i in range(FULL // 12)) + ']'), 'content/studies/a.md': study()}
    yield '1 MB of overrides in site.toml', {'site.toml': SITE + '[[overrides]]\npaths = ["**/{a,b}*/**"]\nrules = { hearsay = "off" }\n' * (FULL // 70), 'content/studies/a.md': study()}
    yield '1 MB of lock lines', {'content/studies/a.md': study(), 'proof.lock': 'version 1\n' + 'x y\n' * (FULL // 4)}
    yield '100 MB in one line of Markdown', body(words)
    yield '100 MB in one word of Markdown', body(big('x'))
    yield '100 MB of blanks', body(big(' '))
    yield '100 MB of empty lines', body(big('\n'))
    yield '100 MB in one line of front matter', front(f'limits: {words}\n')
    yield '100 MB in one word of front matter', front(f'extra: {big("x")}\n')
    yield '1,000,000 keys in front matter', front('extra:\n' + ''.join(f'  k{i}: v\n' for i in range(1_000_000)))
    yield '100 MB of front matter that never ends', {'content/studies/a.md': f'---\n{CARD}' + big('x: y\n')}
    yield '100 MB in one line of CSV', {**front(RECORD), 'content/evidence/w.csv': 'phase,hours\nbefore,' + big('1')}
    yield '100 MB of commas in CSV', {**front(RECORD), 'content/evidence/w.csv': 'phase,hours\nbefore' + big(',')}
    yield '100 MB in an open quote of CSV', {**front(RECORD), 'content/evidence/w.csv': 'phase,hours\n"' + big('x')}
    yield '100 MB of header in CSV', {**front(RECORD), 'content/evidence/w.csv': big('x,')}
    yield '100 MB of NUL in CSV', {**front(RECORD), 'content/evidence/w.csv': big('\0')}
    yield '100 MB of words in one line, private', {'content/studies/a.md': study(), 'content/interviews/2026-06-03-x.md': words}
    yield '100 MB in one line of site.toml', {'site.toml': SITE + f'tagline = "{words}"\n', 'content/studies/a.md': study()}
    yield '100 MB in one line of proof.lock', {'content/studies/a.md': study(), 'proof.lock': 'version 1\n' + words}
    yield '100 MB of template', template(words)
    yield '100 MB of drawing', {'content/studies/a/index.md': study(body='![a drawing](logo.svg)\n'), 'content/studies/a/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"><text>' + words + '</text></svg>'}
    yield '100 MB of static text', {'content/studies/a.md': study(), 'static/a.txt': words}
    yield '100 MB of static HTML, 1 attribute', {'content/studies/a.md': study(), 'static/a.html': '<p title="' + words + '">'}


def write(root, files):
    for path, text in {'site.toml': SITE, **files}.items():
        place = os.path.join(root, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if isinstance(text, tuple):
            os.symlink(text[1], place)
        else:
            with open(place, 'w', encoding='utf-8') as file:
                for at, piece in enumerate(re.split('[\x02\x03]', text)):
                    times = MB100 // len(piece) if at % 2 else 1
                    for done in range(0, times, 100_000):
                        file.write(piece * min(100_000, times - done))


def run(program, root):
    started = time.monotonic()

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MIB << 20,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS,) * 2)

    arguments = ['check', '-C', root, '--today', '2026-11-21', '--color', 'never', '--format', 'short']
    child = subprocess.Popen([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=limit)
    said = child.stdout.read().decode('utf-8', 'replace')
    _, status, used = os.wait4(child.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return code, time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument('--only', default='')
    asked.add_argument('--dir')
    asked.add_argument('--lines', type=int, default=1)
    asked.add_argument('--program', default=os.path.join(HERE, '../target/release/proofmark'))
    asked = asked.parse_args()
    print('| case | exit | wall s | CPU s | peak MiB | findings | the first says |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |')
    for name, files in cases():
        if asked.only not in name:
            continue
        root = tempfile.mkdtemp(dir=asked.dir)
        write(root, files)
        code, wall, cpu, peak, said = run(asked.program, root)
        shutil.rmtree(root)
        lines = said.splitlines()
        found = [line for line in lines if re.search(r'(error|warning|note)\[', line) and not re.search(OF_ANY, line)]
        shown = [line for line in found if 'error[' in line] + [l for l in found if 'error[' not in l] or lines[-1:]
        for line in shown[:asked.lines] or ['']:
            line = line.replace(root + '/', '').replace('|', '\\|')
            line = line if len(line) < 160 else line[:160] + '…'
            print(f'| {name} | {code} | {wall:.1f} | {cpu:.1f} | {peak:.0f} | {len(found)} | {line} |')
        sys.stdout.flush()


main()
