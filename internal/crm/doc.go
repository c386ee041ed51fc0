// Package crm holds the words every module shares: ids, the actor, errors,
// money, days and pages. It knows no module and uses the standard library only.
package crm
