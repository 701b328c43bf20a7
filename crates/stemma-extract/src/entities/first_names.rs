//! First names that are given to one gender, as far as we know: for whom "he" and "she" cannot mean. Our own lists of common
//! names, written from memory and held against no register; a name that is common for both somewhere (Andrea, Jean, Kim, Michele,
//! Robin, Sasha) is in neither.

use crate::words::{Words, words};

/// Names of women.
pub(super) static FEMALE: Words = Words::new(|| {
    words(
        "mary patricia linda barbara elizabeth jennifer maria susan margaret dorothy nancy karen betty helen sandra \
         donna ruth sharon michelle laura sarah kimberly deborah jessica cynthia angela melissa brenda amy anna \
         rebecca kathleen pamela martha debra amanda stephanie carolyn christine janet catherine frances ann alice \
         julie heather teresa doris gloria cheryl mildred katherine judith janice nicole judy christina \
         kathy theresa denise tammy irene jane lori rachel marilyn kathryn louise sara anne jacqueline wanda \
         bonnie julia ruby lois tina phyllis norma paula diana annie lillian emily peggy gladys rita connie edna carmen \
         rosa cindy wendy victoria edith sherry sylvia josephine thelma sheila ethel ellen elaine marjorie charlotte \
         esther pauline emma juanita anita rhonda hazel eva debbie clara lucille joanne eleanor valerie danielle megan \
         alicia suzanne gail bertha darlene veronica jill geraldine lauren cathy lorraine regina erica \
         beatrice bernice audrey yvonne annette samantha ana renee ida roberta brittany melanie loretta yolanda \
         jeanette katie kristen vanessa alma elsie beth jeanne vicki rosemary eileen gertrude lucy agnes ella \
         nora marie sophie sophia olivia chloe zoe hannah abigail isabel isabella amelia freya imogen poppy daisy \
         phoebe fiona moira mairi siobhan niamh aoife saoirse orla ciara sinead maeve deirdre grainne bridget gwen \
         gwyneth nerys sian catrin bethan rhian carys ingrid astrid sigrid solveig gudrun ragnhild liv berit randi \
         hilde kristin karin maja freja linnea elin annika britta birgitta kerstin gunilla ulrika agneta margareta \
         elisabet inger mette lene pernille kirsten dorte bente helle hanne ulla gitte tove sofie signe ingeborg \
         henrike anneliese brigitte ursula monika sabine petra renate ilse helga hildegard gisela heike silke birgit \
         claudia katrin anke elke martina susanne greta liesel lotte frieda magdalena johanna franziska theresia helene \
         mathilde colette genevieve sylvie nathalie isabelle veronique chantal monique odile celine amelie elodie \
         delphine aurelie margaux giselle yvette francoise agathe mireille noemie solene lucia chiara giulia francesca \
         federica paola silvia valentina elena ilaria alessia giovanna antonella rosaria concetta ornella pilar dolores \
         mercedes consuelo inmaculada nuria montserrat belen begona lourdes guadalupe ximena catalina beatriz ines \
         leonor joana mariana fernanda luciana adriana daniela gabriela katarzyna agnieszka malgorzata joanna ewa zofia \
         halina danuta jadwiga krystyna grazyna jana hana lenka zuzana tereza katerina marketa jitka vera ludmila olga \
         tatiana svetlana irina natalia natasha ekaterina anastasia oksana yulia galina larisa nadezhda lyudmila oxana \
         daria ksenia vesna milica jelena snezana dragana ljiljana biljana mirjana ivana marija katalin ildiko erzsebet \
         zsuzsanna eszter ilona ilinca ioana mihaela simona cristina ileana tuulikki aino helmi kaisa riitta leena \
         paivi sari tarja anneli fatima aisha khadija zainab maryam leila layla yasmin amina noura samira nadia salma \
         hala rania shirin parisa zahra fereshteh nasrin ayse fatma emine hatice zeynep elif priya lakshmi sunita \
         anjali kavita pooja deepa meena indira sushma rekha neha shreya ananya divya radha xiaomei yumi keiko yoko \
         michiko noriko tomoko haruka sakura naoko ngozi chioma amara adaeze folake funmilayo wanjiku njeri akinyi \
         nomvula thandiwe lindiwe naledi zanele rosalind roxanne rowena miriam naomi tamar shira rivka yael",
    )
});

/// Names of men.
pub(super) static MALE: Words = Words::new(|| {
    words(
        "james john robert michael william david richard charles joseph thomas christopher daniel paul mark donald \
         george kenneth steven edward brian ronald anthony kevin jason matthew gary timothy jose larry jeffrey frank \
         scott eric stephen andrew raymond gregory joshua jerry dennis walter patrick peter harold douglas henry carl \
         arthur ryan roger joe juan jack albert jonathan justin gerald keith samuel willie ralph lawrence nicholas roy \
         benjamin bruce brandon adam harry fred wayne billy steve louis jeremy aaron randy howard eugene carlos russell \
         bobby victor martin ernest phillip todd craig alan shawn clarence sean philip johnny earl jimmy antonio bryan \
         tony luis mike stanley leonard nathan manuel rodney curtis norman allen marvin vincent glenn jeffery travis \
         jeff chad jacob melvin alfred kyle francis bradley herbert frederick ray joel edwin don eddie ricky troy \
         randall barry alexander bernard mario leroy francisco marcus micheal theodore clifford miguel oscar jim tom \
         calvin jon ronnie bill lloyd tommy leon derek warren darrell jerome floyd leo alvin tim wesley gordon dean \
         greg jorge dustin pedro derrick dan lewis zachary corey herman maurice vernon roberto clyde glen hector shane \
         ricardo sam rick lester brent ramon charlie tyler gilbert marc reginald ruben brett nathaniel rafael edgar \
         milton raul ben cecil duane andre elmer brad gabriel ron mitchell roland arnold harvey jared adrian karl cory \
         erik darryl neil christian javier fernando clinton ted mathew tyrone darren lonnie lance cody julio \
         oliver hugh angus hamish ewan callum duncan malcolm fergus rory declan eoin cormac padraig seamus liam conor \
         niall ciaran brendan gareth rhys gwyn iestyn owain emyr geraint alun lars nils ole bjorn sven gunnar magnus \
         hakan olof anders henrik mats stefan mikael fredrik johan gustav axel knut trygve leif arne harald sigurd \
         haakon oyvind torbjorn jorgen soren mogens preben niels poul jens hans klaus wolfgang jurgen helmut gerhard \
         horst dieter manfred gunther heinz uwe bernd rainer ulrich matthias thorsten torsten markus tobias sebastian \
         florian lukas felix moritz maximilian friedrich wilhelm ludwig konrad otto ewald detlef hartmut pierre \
         philippe laurent thierry pascal olivier christophe didier gilles gerard marcel henri luc mathieu guillaume \
         antoine etienne benoit giovanni giuseppe luca marco matteo alessandro lorenzo francesco stefano riccardo enzo \
         vittorio massimo fabio giorgio paolo pietro salvatore dario davide alejandro diego enrique ernesto esteban \
         felipe gonzalo ignacio joaquin alvaro rodrigo sergio vicente joao tiago rui vasco duarte goncalo thiago piotr \
         pawel tomasz krzysztof andrzej marek grzegorz jerzy zbigniew wojciech stanislaw kazimierz jiri pavel petr \
         tomas jaroslav vaclav zdenek vladimir sergei dmitri mikhail alexei andrei nikolai boris igor oleg yuri viktor \
         konstantin anatoly evgeny pyotr dragan zoran goran slobodan milos nenad branko laszlo istvan gabor zoltan \
         ferenc attila balazs gyorgy gheorghe mihai vasile eino juhani timo jukka pekka matti antti heikki mikko seppo \
         mohammed muhammad mohamed ahmed ali hassan hussein omar khalid yusuf ibrahim mustafa mahmoud tariq karim \
         rashid samir walid hamza bilal abdullah abdul mehmet hasan huseyin murat emre reza hossein mehdi behrouz \
         farhad rajesh sanjay vijay amit rahul suresh ramesh anil ashok sunil arjun vikram rakesh deepak manoj ravi \
         krishna hiroshi takashi kenji satoshi kazuo yoshio haruki shinzo akira chukwuemeka emeka obinna oluwaseun \
         babatunde kwame kofi kwabena tendai sipho thabo mandla jomo kamau moshe avraham yitzhak shlomo amos ehud",
    )
});
