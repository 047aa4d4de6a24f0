/** The page of a tree that has another address now: the link there takes the answers along. */

for (const link of document.querySelectorAll('a[data-moved]')) link.href += location.hash;
