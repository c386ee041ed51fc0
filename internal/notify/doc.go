// Package notify tells people what happened to their customers and what is due:
// notices in the app, made from facts and by a clock, worded when they are read.
package notify
