"""Reviews: form templates, cycles, what people write about their period and what colleagues answer."""
