"""One file a paper: what its recipient may see (``…Content``), and the paper made of it."""
