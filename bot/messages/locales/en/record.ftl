# Records: single facts from a source, of which values are made

record-most-measures = { $stream } would have { $n } numbers ({ $names }). A record can have { $most }: leave out in the mapping what no metric is made of.
record-most-dimensions = { $stream } would have { $n } texts to choose and compare by ({ $names }). A record can have { $most }: leave out in the mapping what nobody asks about.
record-text-long = A text is longer than { $most } characters. Shorten it in the source, or leave its column out in the mapping.
