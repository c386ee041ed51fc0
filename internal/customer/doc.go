// Package customer owns the one record from raw resource to renewed client:
// its facts, contacts and channels, normalised keys and duplicates, owner or
// pool, layer and hold counters, who may see it and do what with it, and how it
// looks when it leaves the server. Other modules change a customer's owner and
// layer through HandOver and SetLayer only.
package customer
