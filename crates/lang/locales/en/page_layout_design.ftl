# Layouts: words of shared pages.

page-organize-layouts = Layouts
page-audit-layout-copy = A layout was copied
page-audit-layout-save = A layout was changed
page-audit-layout-use = A layout is printed with now
page-audit-layout-stop_using = A layout is printed with no more
page-audit-layout-rename = A layout was renamed
page-audit-layout-follow = A layout has another basis
page-audit-layout-delete = A layout was deleted
page-audit-layout-import = A layout came from a file
page-audit-signatory-set = Who signs was changed
