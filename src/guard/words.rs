//! Words that give nobody away, though they stand in names.
//!
//! Lists of plain small words, read once. They are short on purpose: a word that is missing raises an alarm where a sane
//! author means the word, and one too many lets a name pass.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::written::MONTHS;

/// A list as it is looked up.
type Words = LazyLock<HashSet<&'static str>>;

/// Words that stand in many names, and give none away alone.
static COMMON: Words = LazyLock::new(|| {
    "
about academy advice agency agents alliance alpha associates association aviation bakery bank board books
brothers builders building business capital care center central centre charity church city clinic clinics club
college community company components construction consultants consulting coop corporation council country county
creative data dental department design development digital district east eastern education electric energy
engineering enterprises estates express family farm farms finance financial first food foods foundation freight
friends fund garden general global great green group growers health healthcare help holdings home homes hospital
hotel hotels house housing independent industries inlet institute insurance international kitchen laboratory
labs ledger legal lettings library life limited lines local logistics management marine market media medical
metro modern motors museum mutual national natural network networks north northern office online open organic
outfitters partners partnership people pharma pharmacy physio place plants power practice press primary products
project projects property public quality region regional rental research residential resources restaurant retail
river road royal sales school schools science security service services shop social society software solutions
south southern special sports store stores street studio studios supplies supply support surgery system systems
team technical technology textiles theatre times trading training transport travel trust union united university
valley vets village warehouse water west western wholesale workshop world young
    "
    .split_whitespace()
    .collect()
});

/// Words of the language that people like to make names of: no name where somebody writes them small.
static LIKED: Words = LazyLock::new(|| {
    "
acorn alder almond amber anchor angel apple apricot arcade archer arrow aspen atlas autumn badger balance bamboo
banana banner barley basket beacon beech berry birch blaze bloom blossom bottle boulder bramble brass breeze
brick bridge bright bristle broad bronze brook bucket button cabin cable cactus camel candle canopy canvas
canyon capsule caravan cardinal carpet carrot castle cedar cellar chalk champion chapel charm cherry chestnut
choice cider circle citrus clarity classic clear clever cliff clock cloud clover coast cobalt compass concord
copper coral corner cotton courier cradle craft crane creek crest crimson crown crystal curve cypress dairy dawn
delta desert diamond dolphin dragon dream drift eagle early earth easy ember emerald engine epoch evergreen
fabric falcon feather fern fiber field finch flame fleet flint flora flour flower focus forest forge fortune
fossil fountain frame fresh frontier garnet gather gentle giant ginger glacier glass globe golden good granite
grape grass gravel grove guardian guild hamlet hammer happy harbor harbour harmony harvest hazel heart hearth
heather heritage heron highland hill hollow honest honey horizon hunter impact indigo inspire iron island ivory
jasmine jewel journey jungle juniper keystone kitchen lantern laurel lavender leaf legacy lemon level light
lighthouse lilac linden linen little lively loft lotus lunar magnet magnolia mango maple marble march meadow
measure medal mellow melody merchant meridian mighty mill mineral mirror mist mobile moment moon morning mosaic
moss mountain myrtle nature nectar needle noble nutmeg oasis ocean olive onyx opal orange orbit orchard orchid
origin otter oyster pacific paddle palace panda paper parcel path peach pearl pebble pepper phoenix pilot pine
pioneer planet plaza plum point polar pond poplar poppy prairie prime prism promise prosper pulse purple quarry
quartz quiet rabbit rainbow ranch raven ready reed refuge ridge ring ripple rising robin rocket rose ruby saddle
saffron sage salmon salt sand sapphire scarlet season seed sequoia shadow shelter shepherd shine shore signal
silk silver simple sky smart smile solar solid spark sparrow spice spiral spring spruce square stable stage star
station steady stone storm stream summer summit sunflower sunny sunrise swallow swan swift table tailor temple
thistle thorn thrive thunder tide tiger timber token topaz torch tower trail tree tulip tundra turtle twist
union urban valley vanilla velvet venture verdant vessel victory vine vineyard violet vision vista vital voyage
walnut wander warm wave weaver wheat wheel whistle white wild willow wind window winter wisdom wonder wood wool
yellow zenith
    "
    .split_whitespace()
    .collect()
});

/// Surnames that many bear, or that are words and places too.
static OF_MANY: Words = LazyLock::new(|| {
    "
abbey abbott adams ahmed allen amazon american anderson android arnold ashton austin bailey baker banks barber
barnes barrett beach becker bennett bishop black blake bolton booth boston bradford brewer bristol british
brooks brown burns burton butler campbell canadian cannon carpenter carter chambers chandler chapman chase
chester chinese christian christmas church clark clarke coleman collins constable cooper court courts cross
curry customer customers dallas davies davis dawes dawson denver derby director doctor doors douglas drake
draper driver dupont durham easter eastern edwards elliott ellis england english european evans everyone excel
farmer fields finance first fischer fisher fletcher flowers fords foster fowler france francis freeman french
friday frost garcia gardener gardner garland gates german gibbs gibson glover gonzalez google gordon graham
grant green greene griffin griffiths gupta halls hamilton hansen harper harris harrison harvey hastings heath
henderson henry hernandez holder holiday holmes homes hooper hours house houses houston hudson hughes hussain
indian irish italian jackson james jenkins johns johnson johnston jones jordan keeper kelly kennedy knight kumar
lakes lancaster lanes larsen lawrence lewis lincoln linux lloyd london lopez major manager marsh marshall martin
martinez mason matthews meadows meyer microsoft miller mills milton mitchell monday moore morgan morris morrison
muller murphy murray nelson newman newton nguyen nightingale norman north nurse nurses office oliver oracle
orlando outlook owens owner owners palmer paris parker parks parsons partridge patel payne peacock penny perez
perry peters phillips piper porter potter powell power preston price prince prior product products proof ramirez
reeds reeves reynolds richards richardson rider rivers roach roberts robertson robinson rodriguez rogers roman
rossi rowe russell sales salesforce sanchez sanders santiago santos saunders savage sawyer schmidt scott second
sellers sergeant sharepoint sharma sharp sheets short silva simpson singer singh slack small smith south spanish
spencer staff stanley steele stephens stevens steward stewart story street strong sullivan summers sunday
support sutton sweet sydney taylor teams thatcher third thomas thompson towers tucker turner wagner walker
wallace walsh waters watson webb weber weeks welch wells welsh western wheeler williams williamson wills wilson
windows windsor winters woods world wright xerox young
    "
    .split_whitespace()
    .collect()
});

/// Words with which a sentence begins, and that are no part of a name.
static OPENERS: Words = LazyLock::new(|| {
    "
A About After All An And As Ask At Because Before But By Call Dear For Friday From Good He Hello Hi How I If In
It Its Monday My Name No Not Now Of On Or Our Re Saturday She So Some Sunday That The Their Then There They This
Thursday To Tuesday Was We Wednesday What When Where Which Who Why With Yes You Your
    "
    .split_whitespace()
    .collect()
});

/// Whether a word stands in many names.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.contains(word)
}

/// Whether many know it as a word of the language.
pub(super) fn is_word(word: &str) -> bool {
    LIKED.contains(word)
}

/// Whether a surname tells nobody apart.
pub(super) fn is_surname_of_many(word: &str) -> bool {
    OF_MANY.contains(word)
}

/// Whether a word with a capital is no part of a name.
pub(super) fn begins_sentence(word: &str) -> bool {
    OPENERS.contains(word) || MONTHS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read() {
        assert!(is_common("clinic") && !is_common("kestrel"));
        assert!(is_word("harvest") && !is_word("kestrel"));
        assert!(is_surname_of_many("baker") && !is_surname_of_many("kerrigan"));
        assert!(begins_sentence("The") && begins_sentence("March") && !begins_sentence("Kerrigan"));
    }
}
