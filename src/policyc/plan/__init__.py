"""Ordered, target-neutral decisions, lowered from the core.

The interpreter asks what a policy says; a plan says what to compute, in which order, and which bit
stands for what. Every target generates from it:

- ``partitions``: the regions that thresholds cut the values of a fact into, shared by all tests;
- ``conditions``: conditions without negation over such regions, readings and upstream results;
- ``cells``: the parts of conditions that depend on nothing but facts, two bits each;
- ``plans``: the questions of a document, upstream first, with their rules and bit numbers;
- ``from_core``: the lowering.

``bands`` and ``reach`` read the same regions for people: which values of a number give which
result.
"""
