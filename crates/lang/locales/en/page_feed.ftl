# The programme in files: tracks, the feed of changes, print.

page-feed-track = Track { $track }
page-feed-changes = Changes of the programme: { $session }
page-feed-changes-about = New versions of the programme and how they differ from those before.
page-feed-release = Version { $number }
page-feed-page = Page { $number } of { $all }
page-feed-zone = Times: { $zone }. Moscow’s time stands beside.
page-feed-version = Version { $number } of the programme, { $date }
