# Metrics: which one is meant

metric-unknown = There is no metric called “{ $said }”. Try its title or key.
metric-several = “{ $said }” could be { $n } metrics: { $names }. Please write the key.
