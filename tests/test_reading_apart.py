"""Reading opens nothing but the file that is read: whatever a page names, no other file, no address, no program."""

from __future__ import annotations

import json
import os
import socket
import sys
import sysconfig
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import made_pdf
import made_word
from claimcheck import plugins, readers
from claimcheck.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimcheck.model import Document

SECRET = "The lamp mends nobody at all."
# What a page may name: FILE is a file with a secret, HOST an address where somebody listens.
ENTITIES = '<!DOCTYPE a [<!ENTITY x SYSTEM "file://FILE"><!ENTITY y SYSTEM "HOST/y"><!ENTITY % z SYSTEM "HOST/z"> %z;]>'
HTML = f"""{ENTITIES}<?xml-stylesheet href="HOST/a.xsl"?>
<html><head><base href="HOST/"><link rel="stylesheet" href="HOST/a.css"><link rel="import" href="FILE">
<meta http-equiv="refresh" content="0; url=HOST/b"><script src="HOST/c.js"></script>
<script type="application/ld+json">{{"@id": "HOST/d", "description": "A lamp.", "url": "file://FILE"}}</script></head>
<body>&x; &y; <p>A lamp.</p><img src="HOST/e.png" alt="A lamp"><iframe src="file://FILE"></iframe>
<object data="FILE"></object><embed src="HOST/f"><xi:include href="FILE" parse="text"/><!--#include file="FILE" -->
<svg><use href="HOST/g.svg"/><image href="file://FILE"/></svg><esi:include src="HOST/h"/>
{{% include "FILE" %}} {{{{ include("FILE") }}}} {{{{> FILE }}}} <%- include('FILE') %> <?php include 'FILE'; ?>
</body></html>
"""
MARKDOWN = """---
title: !!python/object/apply:os.system ["cat FILE"]
description: !include FILE
body: !!python/name:os.system
---
# A lamp

![A lamp](HOST/a.png) [a lamp][1] <HOST/b> ![](file://FILE)

{% include FILE %} {% include_relative FILE title="A lamp." %} {{< include "FILE" >}} {{% readfile "FILE" %}}
{{ include "FILE" }} {!FILE!} --8<-- "FILE"
--8<-- "HOST/c"

include::FILE[]

!INCLUDE "FILE"

[!INCLUDE [a lamp](FILE)]

<xi:include href="FILE"/> <iframe src="HOST/d"></iframe>

```{literalinclude} FILE
```

[1]: HOST/e
"""
CODE = """import Lamp from "FILE";
import data from "HOST/data.json";
import * as all from 'file://FILE';
const fs = require("fs"); const lamp = fs.readFileSync("FILE", "utf8"); const got = await fetch("HOST/a");
export const title = "A lamp.";
"""
RST = """A lamp
======

.. include:: FILE

.. include:: FILE
   :literal:

.. literalinclude:: FILE

.. raw:: html
   :file: FILE

.. raw:: html
   :url: HOST/a

.. csv-table:: A lamp
   :file: FILE

.. csv-table:: A lamp
   :url: HOST/b

.. image:: HOST/c.png
   :alt: A lamp

.. figure:: FILE
   :width: 50%
   :scale: 50%
   :figwidth: image

   A lamp.

.. stylesheet:: FILE
.. math-numbering:: FILE
.. code:: python
   :file: FILE

.. download:: FILE

:download:`a lamp <FILE>` `a lamp <HOST/d>`_ `a lamp <FILE_>`_
"""
XXE = f'<?xml version="1.0"?>{ENTITIES}'
WORD_LINKS = (
    '<w:p><w:r><w:drawing><a:blip xmlns:a="drawing" r:link="out"/></w:drawing></w:r></w:p>'
    '<w:altChunk r:id="out"/><w:subDoc r:id="out"/>'
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "FILE"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>A lamp.</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    '<w:p><w:fldSimple w:instr="INCLUDEPICTURE HOST/a.png"><w:r><w:t>A lamp.</w:t></w:r></w:fldSimple></w:p>'
)
OUT = "".join(
    f'<Relationship Id="{kind}" Type="{made_word.R}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    for kind in ("attachedTemplate", "aFChunk", "image", "subDocument", "frame", "footnotes", "styles", "comments")
    for target, mode in (("file://FILE", "External"), ("HOST/x.dotm", "External"), ("../../../..FILE", "Internal"))
)
NAMED = {
    "astro": f"---\n{CODE}---\n{HTML}<Lamp src={{'FILE'}} set:html={{fs.readFileSync('FILE')}} />",
    "csv": 'title,body\nA lamp,=WEBSERVICE("HOST/a")\n"A lamp","=cmd|\'/C cat FILE\'!A0"\nA lamp,<img src="HOST/b">\n',
    "html": HTML,
    "ipynb": json.dumps({
        "metadata": {"kernelspec": {"name": "FILE"}},
        "cells": [
            {"cell_type": "markdown", "source": MARKDOWN},
            {"cell_type": "code", "source": "%load FILE\n!cat FILE\n%run FILE", "outputs": [{"text": "HOST/a"}]},
            {"cell_type": "raw", "source": RST},
        ],
    }),
    "json": json.dumps({
        "$ref": "file://FILE", "$schema": "HOST/schema.json", "title": "A lamp", "description": {"$ref": "HOST/a#/b"},
        "body": HTML, "text": MARKDOWN, "content": "!include FILE",
    }),
    "jsx": f"{CODE}export default () => <main><Lamp src='FILE'/><p>A lamp.</p><img src='HOST/b' alt='A lamp'/></main>",
    "markdown": MARKDOWN,
    "mdx": f"{MARKDOWN}\n{CODE}\n<Lamp src='FILE' />\n\n<Include file=\"FILE\">A lamp.</Include>\n",
    "php": f"<?php include 'FILE'; require_once('FILE'); echo file_get_contents('HOST/a'); `cat FILE`; ?>{HTML}"
           "<?= __('A lamp.', 'FILE') ?>@include('FILE') {{ include('FILE') }}",
    "rst": RST,
    "text": f"include::FILE[]\n\n#include \"FILE\"\n\nHOST/a\n\nfile://FILE\n\n{MARKDOWN}",
    "vue": f"<script setup src=\"FILE\">\n{CODE}</script>\n<template src='FILE'>{HTML}</template>\n"
           "<style src='HOST/a'/>",
    "yaml": "title: !!python/object/apply:os.system [\"cat FILE\"]\nbody: !include FILE\n"
            "text: !!python/object/new:subprocess.Popen [[cat, FILE]]\n<<: !import HOST/a\n"
            "content: !ENV ${FILE}\ndescription: A lamp.\n",
}  # fmt: skip
PDF_DEEDS = (
    "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(HOST/a)>>/AA<</WC<</S/Launch/F(FILE)>>>>"
    "/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(FILE)/UF(FILE)>>]>>/JavaScript<</Names[(b)"
    "<</S/JavaScript/JS(app.launchURL\\('HOST/b'\\))>>]>>>>/AcroForm<</XFA(HOST/c)/Fields[]>>>>"
)


def files(form: str, filled: Callable[[str], str]) -> Iterator[bytes]:
    """Yield files of a format that name a file and an address in every way that the format knows."""
    if form == "docx":
        parts = made_word.parts(made_word.file(WORD_LINKS))
        for part, written in (
            ("word/document.xml", filled(XXE).encode() + parts["word/document.xml"].replace(b"A lamp.", b"&x;&y;")),
            ("word/_rels/document.xml.rels", filled(XXE).encode() + parts["word/_rels/document.xml.rels"]),
            (
                "word/_rels/document.xml.rels",
                parts["word/_rels/document.xml.rels"].replace(b"</R", filled(OUT).encode() + b"</R"),
            ),
            ("_rels/.rels", parts["_rels/.rels"].replace(b"word/document.xml", b"../../.." + filled("FILE").encode())),
        ):
            yield made_word.zipped({**parts, part: written})
    elif form == "pdf":
        made = made_pdf.file(made_pdf.page("A lamp."))
        yield made.replace(b"<</Type/Catalog/Pages 2 0 R>>", filled(PDF_DEEDS).encode())
        yield made.replace(b"<</Length ", filled("<</F(FILE)/FFilter[]/Length ").encode())
        yield filled("<?xml version='1.0'?>").encode() + made
    else:
        yield filled(NAMED[form]).encode()


_DEEDS: list[str] = []
_WATCHED = ("open", "socket.", "subprocess.", "os.", "shutil.", "urllib.", "http.", "ftplib.", "webbrowser.", "glob.")
_LIBRARIES = tuple(str(Path(sysconfig.get_path(name)).resolve()) for name in ("stdlib", "purelib", "platlib"))
_OF_THE_PROGRAM = (*_LIBRARIES, str(Path(readers.__file__).parents[1]))


def _watch(deed: str, given: tuple[Any, ...]) -> None:
    """Note a deed while somebody watches; that a library loads a part of itself is none."""
    if not _WATCHING or not deed.startswith(_WATCHED):
        return
    path = str(given[0]) if given else ""
    if not (deed in ("open", "os.listdir", "os.scandir") and path.startswith(_OF_THE_PROGRAM)):
        _DEEDS.append(f"{deed} {given}")


_WATCHING: list[bool] = []


@pytest.fixture(scope="module", autouse=True)
def watched() -> None:
    """Watch the whole process from now on: such a watch cannot be taken off, so it looks whether it is wanted."""
    sys.addaudithook(_watch)


@contextmanager
def watching() -> Iterator[list[str]]:
    """Yield what is done beside reading, in words."""
    _DEEDS.clear()
    _WATCHING.append(True)
    try:
        yield _DEEDS
    finally:
        _WATCHING.clear()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Yield a server that nobody should call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def was_called(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def told(document: Document) -> str:
    """Return all that a document tells of the file."""
    return f"{document.text} {document.comments} {document.meta} {document.unread}"


@pytest.mark.parametrize("form", plugins.names("readers"))
def test_what_a_page_names_is_not_opened(form: str, tmp_path: Path, listener: socket.socket) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET, "utf-8")
    host = f"http://127.0.0.1:{listener.getsockname()[1]}"
    suffix = plugins.load("readers", form).SUFFIXES[0]

    for number, raw in enumerate(files(form, lambda words: words.replace("FILE", str(secret)).replace("HOST", host))):
        path = tmp_path / f"page-{number}{suffix}"
        path.write_bytes(raw)
        with watching() as deeds:
            try:
                shown = told(readers.read(path, shown_as=path.name))
            except UserError as error:
                shown = str(error)

        assert [deed for deed in deeds if f"'{path}'" not in deed] == []
        assert "mends nobody" not in shown
        assert shown.count("amp") + shown.count("entities") + shown.count("no Word file") > 0
    assert not was_called(listener)


def test_the_watch_sees_files_programs_and_calls(tmp_path: Path, listener: socket.socket) -> None:
    with watching() as deeds:
        (tmp_path / "made").write_text("so", "utf-8")
        socket.create_connection(listener.getsockname()).close()
        os.listdir(tmp_path)

    assert [deed.split()[0] for deed in deeds if deed.split()[0] in ("open", "socket.connect", "os.listdir")] == [
        "open", "socket.connect", "os.listdir",
    ]  # fmt: skip
    assert was_called(listener)
