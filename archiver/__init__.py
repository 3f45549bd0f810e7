"""archiver: discussions kept as Markdown, published as a static site that can be searched."""

__version__ = "0.1.0"
