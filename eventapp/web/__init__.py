"""The browser's door: pages, forms and downloads."""
