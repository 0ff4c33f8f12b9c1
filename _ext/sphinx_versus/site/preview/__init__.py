"""A preview of a Sphinx project that shows each change as soon as it is saved.

    python -m sphinx_versus.site.preview SOURCE OUT

It works in any project and is no Sphinx extension: nothing of it is ever in a
page that was built. Four kinds of processes share the work, so that none waits
for another:

the server
    serves and watches, and imports nothing of the project;
the worker
    has imported what is installed, and forks the builders;
a builder
    is one ordinary incremental build from start to end: it begins with what is
    on the disk and ends there, as ``sphinx-build`` does. Each has a process of
    its own, because Sphinx keeps doctrees, checksums and style sheets of one
    build for the next one in the same process, which would then differ from a
    cold one. So a changed ``conf.py`` or extension needs nothing special;
a previewer
    is what becomes of a builder that has finished: it holds the application and
    the environment in memory, and writes single pages for the server,
    beside the output and not into it, while the next builder is at work.
"""
